import type { aws_ec2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Issue, IssuesError } from '../errors/issue.js';
import type { BackendRef } from '../openapi/body-refs.js';
import type { Plan } from '../plan/plan.js';
import type { BackendBinding } from './backends.js';
import { cdk } from './cdk.js';
import { invocationUri } from './invocation-uri.js';

export type Bindings = Readonly<Record<string, BackendBinding>>;

/**
 * What bodies say of the backends that the app bound, and the VPC links that this takes.
 *
 * @throws IssuesError naming every backend that is missing or unknown
 */
export function bindBackends(scope: Construct, plan: Plan, bindings: Bindings): Readonly<Record<string, BackendRef>> {
  requireMatch(plan, bindings);
  const links = new Map<aws_ec2.IVpc, VpcLink>();
  const sorted = Object.entries(bindings).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, binding]) => [name, refOf(scope, binding, links)]));
}

function refOf(scope: Construct, binding: BackendBinding, links: Map<aws_ec2.IVpc, VpcLink>): BackendRef {
  if (binding.kind === 'function') {
    return { kind: 'function', invocationUri: invocationUri(scope, binding.function.functionArn) };
  }
  if (binding.kind === 'url') return { kind: 'url', url: withoutSlash(binding.url) };
  const { vpcLink, ...target } = binding;
  if ('vpcLinkId' in vpcLink) return { ...target, vpcLinkId: vpcLink.vpcLinkId };
  const link = links.get(vpcLink.vpc) ?? makeVpcLink(scope, vpcLink.vpc);
  links.set(vpcLink.vpc, link);
  vpcLink.admit(link.securityGroup, binding.port ?? (binding.serverName === undefined ? 80 : 443));
  return { ...target, vpcLinkId: link.vpcLinkId };
}

interface VpcLink {
  readonly vpcLinkId: string;
  readonly securityGroup: aws_ec2.SecurityGroup;
}

/** V2, which serves HTTP and REST APIs alike. https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html */
function makeVpcLink(scope: Construct, vpc: aws_ec2.IVpc): VpcLink {
  const id = `VpcLink-${vpc.node.id}`;
  const securityGroup = new cdk.aws_ec2.SecurityGroup(scope, `${id}SecurityGroup`, {
    vpc,
    description: 'VPC link of an API gateway',
  });
  const link = new cdk.aws_apigatewayv2.CfnVpcLink(scope, id, {
    name: `${cdk.Names.uniqueResourceName(scope, { maxLength: 100 })}-${vpc.node.id}`,
    subnetIds: vpc.selectSubnets().subnetIds,
    securityGroupIds: [securityGroup.securityGroupId],
  });
  return { vpcLinkId: link.ref, securityGroup };
}

function withoutSlash(url: string): string {
  return cdk.Token.isUnresolved(url) ? url : url.replace(/\/+$/, '');
}

function requireMatch(plan: Plan, bindings: Bindings): void {
  const wanted = new Set(plan.integrations.flatMap((to) => (to.kind === 'bound' ? [to.name] : [])));
  const missing = [...wanted].filter((name) => !Object.hasOwn(bindings, name)).map(missingIssue);
  const unknown = Object.keys(bindings)
    .filter((name) => !wanted.has(name))
    .map((name) => unknownIssue(name, [...wanted]));
  const badUrls = Object.entries(bindings).flatMap(([name, binding]) => urlIssue(name, binding));
  const issues = [...missing, ...unknown, ...badUrls];
  if (issues.length > 0) throw new IssuesError(`The gateway ${JSON.stringify(plan.gateway)}`, issues);
}

function missingIssue(name: string): Issue {
  return {
    code: 'BACKEND_NOT_BOUND',
    place: `backends['${name}']`,
    message: `routes go to the backend "${name}", which this app does not bind`,
    got: 'nothing',
    allowed: 'fromFunction(…), fromUrl(…), fromLoadBalancer(…) or fromLoadBalancerArns(…)',
    fix: `pass backends: { '${name}': … } to the Gateway`,
  };
}

function unknownIssue(name: string, wanted: readonly string[]): Issue {
  return {
    code: 'BACKEND_UNKNOWN',
    place: `backends['${name}']`,
    message: `no route goes to a backend called "${name}"`,
    got: name,
    allowed: wanted.length > 0 ? wanted.join(', ') : 'no backends: no route names one',
    fix: `remove it, or send a route to backend('${name}')`,
  };
}

function urlIssue(name: string, binding: BackendBinding): readonly Issue[] {
  if (binding.kind !== 'url' || cdk.Token.isUnresolved(binding.url)) return [];
  if (/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(binding.url)) return [];
  return [
    {
      code: 'BACKEND_URL',
      place: `backends['${name}'].url`,
      message: `the backend "${name}" is bound to something that is no base URL`,
      got: binding.url,
      allowed: 'http:// or https://, a host and perhaps a path; no query and no fragment, since the route path follows',
      fix: 'pass the URL that the paths of the routes stand below',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html',
    },
  ];
}
