import type { Plan, UsagePlanPlan } from '../../plan/plan.js';
import { counted } from '../counted.js';
import { countBy, countEdges } from './count-edges.js';
import type { DrawnApis } from './draw-apis.js';
import { drawFolded } from './draw-folded.js';
import type { GraphEdge, GraphPart } from './gateway-graph.js';

/** Start of the ids of keys' boxes. */
export const KEYS_NODE = 'keys';

/** Which keys the routes ask for, and the usage plans that these are of. */
export function drawKeys(plan: Plan, apis: DrawnApis): GraphPart {
  const asking = plan.routes.flatMap((route) =>
    route.auth.kind === 'protected' && route.auth.apiKey ? [{ api: apis.nodeOf(route), ...route.auth.apiKey }] : [],
  );
  const schemes = drawFolded(
    [...countBy(asking, ({ scheme }) => scheme)].map(([scheme, routes]) => ({
      key: scheme,
      what: 'API keys',
      name: scheme,
      details: [],
      routes,
    })),
    { id: KEYS_NODE, kind: 'caller-check', plural: 'schemes of keys' },
  );
  const plans = drawFolded(plan.usagePlans.map(usagePlan), { id: 'plan', kind: 'caller-check', plural: 'usage plans' });
  const node = (scheme: string) => schemes.nodeOf.get(scheme) ?? '';
  const ofPlans = asking.flatMap(({ scheme, usagePlans }) =>
    usagePlans.map((id) => ({ from: node(scheme), to: plans.nodeOf.get(id) ?? '' })),
  );
  return {
    nodes: [...schemes.nodes, ...plans.nodes],
    edges: [
      ...countEdges(
        'check',
        asking.map(({ api, scheme }) => [api, node(scheme)] as const),
      ),
      ...once(ofPlans),
    ],
  };
}

function once(ways: readonly Pick<GraphEdge, 'from' | 'to'>[]): readonly GraphEdge[] {
  const edges = ways.map((way) => [`${way.from} ${way.to}`, { ...way, kind: 'check' }] as const);
  return [...new Map<string, GraphEdge>(edges).values()];
}

function usagePlan({ id, name, throttle, quota, routes }: UsagePlanPlan) {
  const own = Object.keys(routes ?? {}).length;
  return {
    key: id,
    what: 'Usage plan',
    name,
    details: [
      `${throttle.ratePerSecond.toLocaleString('en')}/s, burst ${throttle.burst.toLocaleString('en')}`,
      ...(quota ? [`${quota.requests.toLocaleString('en')} a ${quota.per}`] : []),
      ...(own > 0 ? [`other limits for ${counted(own, 'route')}`] : []),
    ],
    routes: 0,
  };
}
