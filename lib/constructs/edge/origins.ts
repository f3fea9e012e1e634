import type { aws_cloudfront } from 'aws-cdk-lib';
import { READ_TIMEOUT_SECONDS } from '../../plan/edge/edge-wait-issues.js';
import { originGroupIdOf, originIdOf } from '../../plan/edge/origin-id.js';
import type { EdgePlan } from '../../plan/edge-plan.js';
import type { ApiPlan, RoutePlan } from '../../plan/plan.js';

type OriginProperty = aws_cloudfront.CfnDistribution.OriginProperty;
type OriginGroupProperty = aws_cloudfront.CfnDistribution.OriginGroupProperty;

/** Where an API answers. */
export interface ApiOrigin {
  readonly domainName: string;
  /** `/live`; empty for `$default`. */
  readonly path: string;
}

export interface OriginHeader {
  readonly name: string;
  /** A dynamic reference, never the value. */
  readonly value: string;
}

export interface OriginsProps {
  readonly apis: ReadonlyMap<ApiPlan['id'], ApiOrigin>;
  readonly header: OriginHeader | undefined;
  readonly readTimeoutSeconds: number;
}

/** The edge waits longer than any API for its backend: so it is the API that says what timed out. A stream is waited for part by part. */
export function readTimeoutSeconds(routes: readonly Pick<RoutePlan, 'timeoutMs'>[]): number {
  const longest = Math.max(0, ...routes.map(({ timeoutMs }) => timeoutMs));
  const seconds = Math.ceil(longest / 1_000) + 1;
  return Math.min(Math.max(seconds, READ_TIMEOUT_SECONDS.default), READ_TIMEOUT_SECONDS.most);
}

export function originsOf(
  { origins }: EdgePlan,
  { apis, header, readTimeoutSeconds: wait }: OriginsProps,
): OriginProperty[] {
  const customOriginConfig = { ...HTTPS, originReadTimeout: wait };
  return origins.map((origin): OriginProperty => {
    if (origin.kind === 'failover') return { id: origin.id, domainName: new URL(origin.url).host, customOriginConfig };
    const api = apis.get(origin.id);
    if (!api) throw new Error(`The edge knows the API "${origin.id}", which the gateway does not have`);
    return {
      id: originIdOf(origin.id),
      domainName: api.domainName,
      ...(api.path === '' ? {} : { originPath: api.path }),
      customOriginConfig,
      ...(header ? { originCustomHeaders: [{ headerName: header.name, headerValue: header.value }] } : {}),
    };
  });
}

const HTTPS = { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'], originKeepaliveTimeout: 60 };

/** What has failed for good, not what refuses: a 429 of one is no reason to load the other. */
const FAILED = [500, 502, 503, 504];

/**
 * For each API that a behaviour turns to the pair of it and what stands in for it; CloudFront turns to the second for GET,
 * HEAD and OPTIONS alone.
 */
export function originGroupsOf(edge: EdgePlan): OriginGroupProperty[] {
  if (!hasFailover(edge)) return [];
  const turnedTo = new Set([edge.defaultOrigin, ...edge.behaviours.map(({ origin }) => chosenFor(edge, origin))]);
  return edge.origins
    .filter(({ id }) => turnedTo.has(id))
    .map(({ id }) => ({
      id: originGroupIdOf(id),
      failoverCriteria: { statusCodes: { quantity: FAILED.length, items: FAILED } },
      members: { quantity: 2, items: [{ originId: originIdOf(id) }, { originId: 'failover' }] },
    }));
}

/** Id of what a behaviour turns to. */
export function targetOf(edge: EdgePlan, id: ApiPlan['id']): string {
  const chosen = chosenFor(edge, id);
  return hasFailover(edge) ? originGroupIdOf(chosen) : originIdOf(chosen);
}

/** Where the function chooses, a behaviour has no say, and a distribution has ten groups at most. */
function chosenFor({ function: { choosesOrigin }, defaultOrigin }: EdgePlan, id: ApiPlan['id']): ApiPlan['id'] {
  return choosesOrigin ? defaultOrigin : id;
}

function hasFailover({ origins }: EdgePlan): boolean {
  return origins.some(({ kind }) => kind === 'failover');
}
