import type { aws_cloudfront } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { BehaviourPlan, EdgePlan } from '../../plan/edge-plan.js';
import type { Plan } from '../../plan/plan.js';
import { cdk } from '../cdk.js';
import { CACHING_DISABLED, makeCachePolicies } from './cache-policies.js';
import { makeEdgeFunction } from './edge-function.js';
import { type OriginsProps, originGroupsOf, originsOf, targetOf } from './origins.js';
import { requestPolicies } from './request-policies.js';
import { securityHeaders } from './response-headers.js';

type DefaultBehaviour = aws_cloudfront.CfnDistribution.DefaultCacheBehaviorProperty;
type ViewerCertificate = aws_cloudfront.CfnDistribution.ViewerCertificateProperty;

export interface DistributionProps extends OriginsProps {
  readonly plan: Pick<Plan, 'gateway'>;
  readonly edge: EdgePlan;
  readonly webAclArn: string | undefined;
}

/** Answers of a backend may name these, and an invalidation may name them. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-by-tags.html */
const CACHE_TAG_HEADER = 'cache-tag';

export function makeDistribution(scope: Construct, props: DistributionProps): aws_cloudfront.CfnDistribution {
  const { plan, edge, webAclArn } = props;
  const behaviourOf = behaviours(scope, edge);
  const isCached = edge.cachePolicies.length > 0;
  const groups = originGroupsOf(edge);
  const distribution = new cdk.aws_cloudfront.CfnDistribution(scope, 'Distribution', {
    distributionConfig: {
      enabled: true,
      comment: `Edge of ${plan.gateway}`,
      httpVersion: 'http2and3',
      ipv6Enabled: true,
      priceClass: PRICE_CLASSES[edge.priceClass],
      ...(edge.domain ? { aliases: [...edge.domain.names] } : {}),
      viewerCertificate: certificateOf(edge),
      origins: originsOf(edge, props),
      ...(groups.length > 0 ? { originGroups: { quantity: groups.length, items: groups } } : {}),
      defaultCacheBehavior: behaviourOf({ origin: edge.defaultOrigin, forwards: 'all' }),
      ...(edge.behaviours.length > 0
        ? { cacheBehaviors: edge.behaviours.map((each) => ({ pathPattern: each.pattern, ...behaviourOf(each) })) }
        : {}),
      customErrorResponses: UNKEPT_ERRORS,
      restrictions: { geoRestriction: geoRestriction(edge) },
      ...(webAclArn === undefined ? {} : { webAclId: webAclArn }),
      ...(isCached ? { cacheTagConfig: { headerName: CACHE_TAG_HEADER } } : {}),
    },
  });
  acknowledge(distribution, props);
  return distribution;
}

/**
 * CloudFront keeps errors for 10 seconds, of what is not cached too: so one caller's 404 or 500 would be everybody's.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
const UNKEPT_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((errorCode) => ({
  errorCode,
  errorCachingMinTtl: 0,
}));

const PRICE_CLASSES = { all: 'PriceClass_All', '200': 'PriceClass_200', '100': 'PriceClass_100' } as const;
const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

type Behaviour = Pick<BehaviourPlan, 'origin' | 'forwards' | 'cachePolicy'>;

function behaviours(scope: Construct, edge: EdgePlan): (behaviour: Behaviour) => DefaultBehaviour {
  const policies = makeCachePolicies(scope, edge);
  const requestPolicy = requestPolicies(scope, edge);
  const responseHeadersPolicyId = securityHeaders(scope, edge);
  const functionArn = makeEdgeFunction(scope, edge);
  return ({ origin, forwards, cachePolicy }) => {
    const originRequestPolicyId = requestPolicy(forwards);
    return {
      targetOriginId: targetOf(edge, origin),
      // A redirect would come after the credentials were sent in clear.
      viewerProtocolPolicy: 'https-only',
      allowedMethods: ALL_METHODS,
      cachedMethods: ['GET', 'HEAD'],
      compress: edge.compress,
      cachePolicyId: policyId(policies, cachePolicy),
      ...(originRequestPolicyId === undefined ? {} : { originRequestPolicyId }),
      ...(responseHeadersPolicyId === undefined ? {} : { responseHeadersPolicyId }),
      functionAssociations: [
        { eventType: 'viewer-request', functionArn },
        // It takes cookies out of what is kept, and leaves those of other methods.
        ...(cachePolicy === undefined ? [] : [{ eventType: 'viewer-response', functionArn }]),
      ],
    };
  };
}

function policyId(policies: ReadonlyMap<string, string>, name: string | undefined): string {
  if (name === undefined) return CACHING_DISABLED;
  const id = policies.get(name);
  if (id === undefined) throw new Error(`The edge names the cache policy "${name}", which it does not have`);
  return id;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const SECURITY_POLICIES = { '1.2': 'TLSv1.2_2021', '1.3': 'TLSv1.3_2025' } as const;

function certificateOf({ domain }: EdgePlan): ViewerCertificate {
  if (!domain) return { cloudFrontDefaultCertificate: true };
  return {
    acmCertificateArn: domain.certificateArn,
    sslSupportMethod: 'sni-only',
    minimumProtocolVersion: SECURITY_POLICIES[domain.minimumTls],
  };
}

function geoRestriction({ geo }: EdgePlan): aws_cloudfront.CfnDistribution.GeoRestrictionProperty {
  if (!geo) return { restrictionType: 'none' };
  return { restrictionType: geo.kind === 'allow' ? 'whitelist' : 'blacklist', locations: [...geo.countries] };
}

function acknowledge(distribution: aws_cloudfront.CfnDistribution, { edge, webAclArn }: DistributionProps): void {
  const { geo, domain, accessLogs } = edge;
  const logs = accessLogs
    ? 'Access logs go to CloudWatch Logs by log delivery, which the rule does not know'
    : 'The spec switches access logs off';
  const found = [
    { id: 'AwsSolutions-CFR3', reason: logs },
    ...(geo ? [] : [{ id: 'AwsSolutions-CFR1', reason: 'The spec names no countries: all are served' }]),
    ...(webAclArn === undefined ? [{ id: 'AwsSolutions-CFR2', reason: 'The spec names no firewall' }] : []),
    ...(domain
      ? []
      : [{ id: 'AwsSolutions-CFR4', reason: "Without a name of its own, its TLS is CloudFront's affair" }]),
  ];
  cdk.Validations.of(distribution).acknowledge(...found);
}
