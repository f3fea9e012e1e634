import type { Construct } from 'constructs';
import type { EdgePlan } from '../../plan/edge-plan.js';
import type { ApiType, Plan } from '../../plan/plan.js';
import { cdk } from '../cdk.js';
import type { OriginSecret } from '../origin/origin-secret.js';
import { outputName } from '../outputs.js';
import { logAccess } from './access-logs.js';
import { makeDistribution } from './distribution.js';
import { pointToEdge } from './edge-alias.js';
import { type EdgeScope, edgeScope } from './edge-scope.js';
import { type ApiOrigin, type OriginHeader, readTimeoutSeconds } from './origins.js';

export interface EdgeProps {
  readonly plan: Plan;
  readonly edge: EdgePlan;
  readonly apiIds: Readonly<Partial<Record<ApiType, string>>>;
  /** What the APIs ask of the edge; absent: nothing. */
  readonly secret: OriginSecret | undefined;
  /** Makes the web ACL of the distribution, and says its ARN. */
  readonly webAcl: ((scope: Construct) => string) | undefined;
}

/** For records, alarms and invalidations of your own: `stack.gateway.edge?.distributionId`. */
export interface SynthesizedEdge {
  /** Where it stands: what is added to another stack than the gateway's is added to this one. */
  readonly scope: EdgeScope;
  /** The first of the gateway's names, or CloudFront's own: `https://d111111abcdef8.cloudfront.net`. */
  readonly url: string;
  readonly distributionId: string;
  /** What the DNS has to point the names at. */
  readonly target: string;
}

/** Makes the edge of a gateway, in its stack or beside it. */
export function makeEdge(gateway: Construct, { plan, edge, apiIds, secret, webAcl }: EdgeProps): SynthesizedEdge {
  const place = edgeScope(gateway);
  const distribution = makeDistribution(place.scope, {
    plan,
    edge,
    apis: apiOrigins(gateway, plan, apiIds, place),
    header: headerOf(plan, secret, place),
    readTimeoutSeconds: readTimeoutSeconds(plan.routes),
    webAclArn: webAcl?.(place.scope),
  });
  cdk.Tags.of(distribution).add('gatewright:gateway', plan.gateway);
  if (secret) cdk.Tags.of(distribution).add(secret.distributionTag.key, secret.distributionTag.value);
  if (edge.accessLogs) {
    const { partition, account } = cdk.Stack.of(place.scope);
    const arn = `arn:${partition}:cloudfront::${account}:distribution/${distribution.ref}`;
    logAccess(place.scope, { id: distribution.ref, arn }, plan.logRetentionDays);
  }
  pointToEdge(place.isShared ? gateway : place.scope, edge.domain, distribution.attrDomainName);
  const [name = distribution.attrDomainName] = edge.domain?.names ?? [];
  return {
    scope: place,
    url: `https://${name}`,
    distributionId: distribution.ref,
    target: distribution.attrDomainName,
  };
}

function headerOf(
  { origin }: Plan,
  secret: OriginSecret | undefined,
  { isShared }: EdgeScope,
): OriginHeader | undefined {
  if (!origin || !secret) return undefined;
  return { name: origin.header, value: isShared ? secret.headerReference : secret.replicaReference };
}

/** From another stack an id is read by its output: a reference would hold the two together. */
function apiOrigins(
  gateway: Construct,
  { apis }: Plan,
  ids: EdgeProps['apiIds'],
  { isShared }: EdgeScope,
): Readonly<Partial<Record<ApiType, ApiOrigin>>> {
  const { region, urlSuffix, stackName } = cdk.Stack.of(gateway);
  const origins = apis.map(({ id, stage }): [ApiType, ApiOrigin] => {
    const outputs = { http: 'httpApiId', rest: 'restApiId' } as const;
    const here = ids[id];
    if (here === undefined) throw new Error(`The plan has the API "${id}", which was not made`);
    const apiId = isShared ? here : cdk.Fn.getStackOutput(stackName, outputName(gateway, outputs[id]), region);
    return [id, { domainName: `${apiId}.execute-api.${region}.${urlSuffix}`, path: id === 'rest' ? `/${stage}` : '' }];
  });
  return Object.fromEntries(origins);
}
