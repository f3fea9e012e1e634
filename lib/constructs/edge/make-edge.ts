import type { Construct } from 'constructs';
import type { EdgePlan } from '../../plan/edge-plan.js';
import type { ApiPlan, Plan } from '../../plan/plan.js';
import { cdk } from '../cdk.js';
import type { MadeApi } from '../make-apis.js';
import type { OriginSecret } from '../origin/origin-secret.js';
import { apiOutput, outputName } from '../outputs.js';
import { logAccess } from './access-logs.js';
import { makeDistribution } from './distribution.js';
import { pointToEdge } from './edge-alias.js';
import { type EdgeScope, edgeScope } from './edge-scope.js';
import { type ApiOrigin, type OriginHeader, readTimeoutSeconds } from './origins.js';

export interface EdgeProps {
  readonly plan: Plan;
  readonly edge: EdgePlan;
  readonly apis: ReadonlyMap<ApiPlan['id'], MadeApi>;
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
export function makeEdge(gateway: Construct, { plan, edge, apis, secret, webAcl }: EdgeProps): SynthesizedEdge {
  const place = edgeScope(gateway);
  const distribution = makeDistribution(place.scope, {
    plan,
    edge,
    apis: apiOrigins(gateway, apis, place),
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
  apis: EdgeProps['apis'],
  { isShared }: EdgeScope,
): ReadonlyMap<ApiPlan['id'], ApiOrigin> {
  const { region, urlSuffix, stackName } = cdk.Stack.of(gateway);
  const idOf = ({ apiId, plan }: MadeApi) =>
    isShared ? apiId : cdk.Fn.getStackOutput(stackName, outputName(gateway, apiOutput(plan, 'Id')), region);
  return new Map(
    [...apis].map(([id, api]) => [
      id,
      {
        domainName: `${idOf(api)}.execute-api.${region}.${urlSuffix}`,
        path: api.plan.type === 'rest' ? `/${api.plan.stage}` : '',
      },
    ]),
  );
}
