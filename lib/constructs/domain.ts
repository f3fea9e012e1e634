import type { aws_apigatewayv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DomainPlan, Plan } from '../plan/plan.js';
import { cdk } from './cdk.js';
import type { SynthesizedApi } from './http-api.js';
import { truststoreUri } from './truststore.js';

export interface SynthesizedDomain {
  /** What a name server elsewhere has to point at; undefined where the name is made elsewhere. */
  readonly target: string | undefined;
}

/**
 * The gateway's own name in front of its one API, from its root or below a path. The domain and its mapping are those of version 2,
 * which serve REST APIs too: so the name stays where a change moves the gateway to the other kind of API, which another
 * type of resource could not take over from its predecessor.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export function makeDomain(
  scope: Construct,
  plan: DomainPlan,
  api: SynthesizedApi,
  codeRoot: string,
): SynthesizedDomain {
  const domain = plan.certificateArn === undefined ? undefined : nameOf(scope, plan, plan.certificateArn, codeRoot);
  new cdk.aws_apigatewayv2.CfnApiMapping(scope, 'DomainMapping', {
    apiId: api.apiId,
    domainName: domain?.ref ?? plan.name,
    stage: api.stageName,
    ...(plan.basePath === undefined ? {} : { apiMappingKey: plan.basePath }),
  });
  if (domain && plan.hostedZone) pointTo(scope, domain, plan.name, plan.hostedZone.id);
  return { target: domain?.attrRegionalDomainName };
}

function nameOf(
  scope: Construct,
  plan: DomainPlan,
  certificateArn: string,
  codeRoot: string,
): aws_apigatewayv2.CfnDomainName {
  return new cdk.aws_apigatewayv2.CfnDomainName(scope, 'Domain', {
    domainName: plan.name,
    domainNameConfigurations: [
      {
        certificateArn,
        endpointType: 'REGIONAL',
        securityPolicy: 'TLS_1_2',
        ipAddressType: 'dualstack',
      },
    ],
    ...(plan.mutualTls ? { mutualTlsAuthentication: truststoreOf(scope, plan.mutualTls, codeRoot) } : {}),
  });
}

/** The address of an API: the gateway's own name, where it has one. The other is off then. */
export function urlOf({ domain }: Plan, executeApiUrl: string): string {
  if (!domain) return executeApiUrl;
  return `https://${domain.name}${domain.basePath === undefined ? '' : `/${domain.basePath}`}`;
}

function truststoreOf(
  scope: Construct,
  { truststore, version }: NonNullable<DomainPlan['mutualTls']>,
  codeRoot: string,
): aws_apigatewayv2.CfnDomainName.MutualTlsAuthenticationProperty {
  return {
    truststoreUri: truststoreUri(scope, truststore, codeRoot),
    ...(version === undefined ? {} : { truststoreVersion: version }),
  };
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-api-gateway.html */
function pointTo(scope: Construct, domain: aws_apigatewayv2.CfnDomainName, name: string, hostedZoneId: string): void {
  const aliasTarget = { dnsName: domain.attrRegionalDomainName, hostedZoneId: domain.attrRegionalHostedZoneId };
  for (const [id, type] of [
    ['DomainAlias', 'A'],
    ['DomainAliasIpv6', 'AAAA'],
  ] as const) {
    new cdk.aws_route53.CfnRecordSet(scope, id, { hostedZoneId, name, type, aliasTarget });
  }
}
