import type { Edge } from '../../spec/edge.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { quotaLimit } from '../../spec/quotas.js';
import type { CachePolicyPlan, EdgePlan } from '../edge-plan.js';
import type { ApiPlan } from '../plan.js';
import { type EdgeFunctionProps, edgeFunctionCode } from './edge-function-code.js';
import type { EdgePath } from './edge-paths.js';
import { keyTable } from './key-table.js';
import { originTable } from './origin-table.js';
import { planBehaviours } from './plan-behaviours.js';
import {
  type ApartBeginning,
  letterBeginnings,
  patternsOf,
  type SegmentApart,
  segmentsApart,
  wholeBeginnings,
} from './separate-apis.js';

/**
 * Origin groups per distribution, each an API with what stands in for it. Those that the function makes are not counted.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions
 */
const MOST_ORIGIN_GROUPS = 10;

export interface RoutingProps {
  /** Most specific first. */
  readonly paths: readonly EdgePath[];
  /** Ids of all APIs. */
  readonly origins: readonly ApiPlan['id'][];
  readonly defaultOrigin: ApiPlan['id'];
  readonly spec: GatewaySpec;
  readonly edge: Edge;
  /** Of paths that are cached. */
  readonly policies: ReadonlyMap<EdgePath, CachePolicyPlan>;
}

type BehavioursOf = (beginnings: readonly ApartBeginning[] | undefined) => EdgePlan['behaviours'];

/** Patterns tell the APIs apart where they can, and are few enough; else the function does. */
export function planRouting(props: RoutingProps): Pick<EdgePlan, 'behaviours' | 'function'> {
  const { paths, origins, defaultOrigin, spec, policies } = props;
  const behavioursOf: BehavioursOf = (beginnings) =>
    planBehaviours({
      paths,
      policyOf: (path) => policies.get(path)?.name,
      forwards: spec.cors ? 'preflight' : 'nothing',
      defaultOrigin,
      beginnings,
    });
  const hasSeveral = origins.length > 1;
  const segments = hasSeveral ? segmentsApart(paths) : undefined;
  const apart = segments && fewEnough(segments, props, behavioursOf);
  const behaviours = apart ?? behavioursOf(undefined);
  const because = functionReason(hasSeveral, segments !== undefined, apart !== undefined);
  const code = functionCode(props, behaviours, hasSeveral && !apart);
  return { behaviours, function: { code, choosesOrigin: hasSeveral && !apart, because } };
}

/** By whole segments, else by letters: the first that comes to no more than CloudFront takes. */
function fewEnough(
  segments: readonly SegmentApart[],
  { origins, defaultOrigin, spec, edge }: RoutingProps,
  behavioursOf: BehavioursOf,
): EdgePlan['behaviours'] | undefined {
  if (edge.origin?.failover !== undefined && origins.length > MOST_ORIGIN_GROUPS) return undefined;
  const most = quotaLimit('edgeBehaviours', spec.quotas);
  for (const beginningsOf of [wholeBeginnings, letterBeginnings]) {
    const beginnings = beginningsOf(segments, defaultOrigin);
    if (beginnings.flatMap(patternsOf).length > most) continue;
    const behaviours = behavioursOf(beginnings);
    if (behaviours.length <= most) return behaviours;
  }
  return undefined;
}

function functionReason(hasSeveral: boolean, canSeparate: boolean, isApart: boolean): string {
  const refuses = 'it refuses paths that can be read in two ways';
  if (!hasSeveral) return refuses;
  if (isApart) return `${refuses}; patterns tell the paths of the APIs apart`;
  return canSeparate
    ? `${refuses}, and chooses the API: patterns would be more than CloudFront takes`
    : `${refuses}, and chooses the API: their paths stand among each other, which no patterns tell apart`;
}

function functionCode(
  { paths, policies, edge, defaultOrigin }: RoutingProps,
  behaviours: EdgePlan['behaviours'],
  choosesOrigin: boolean,
): string {
  const keyed = keyTable(behaviours, [...policies.values()]);
  const props: EdgeFunctionProps = {
    ...(choosesOrigin && { table: originTable(paths, defaultOrigin) }),
    defaultOrigin,
    hasColons: paths.some(({ segments }) =>
      segments.some(({ kind, text }) => kind === 'literal' && text.includes(':')),
    ),
    hasFailover: edge.origin?.failover !== undefined,
    isCached: policies.size > 0,
    ...(keyed && { keyed }),
    compresses: edge.compress ?? true,
  };
  return edgeFunctionCode(props);
}
