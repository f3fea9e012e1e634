import type { AuthorizerPlan, Plan, RouteAuthPlan } from '../../plan/plan.js';
import { countEdges } from './count-edges.js';
import type { DrawnApis } from './draw-apis.js';
import { type Drawn, drawFolded } from './draw-folded.js';
import type { GraphEdge, GraphNode, GraphPart } from './gateway-graph.js';

const IAM: GraphNode = {
  id: 'iam',
  kind: 'caller-check',
  what: 'AWS IAM',
  name: 'signed requests',
  details: [],
};

/** What API Gateway asks before it lets a request on, and the functions behind it. */
export function drawAuthorizers(plan: Plan, apis: DrawnApis, functions: Drawn): GraphPart {
  const { nodes, nodeOf } = drawFolded(
    plan.authorizers.map((one) => ({ key: one.id, routes: 0, what: WHAT[one.kind], ...textOf(one) })),
    { id: 'authorizer', kind: 'caller-check', plural: 'authorizers' },
  );
  const asked = plan.routes.flatMap((route) => {
    const node = askedOf(route.auth, nodeOf);
    return node === undefined ? [] : [[apis.nodeOf(route), node] as const];
  });
  return {
    nodes: [...nodes, ...(asked.some(([, node]) => node === IAM.id) ? [IAM] : [])],
    edges: [...countEdges('check', asked), ...calls(plan.authorizers, nodeOf, functions)],
  };
}

function askedOf(auth: RouteAuthPlan, nodeOf: ReadonlyMap<string, string>): string | undefined {
  if (auth.kind === 'public') return nodeOf.get(auth.originAuthorizer ?? '');
  const { authorization } = auth;
  if (authorization.kind === 'iam') return IAM.id;
  return authorization.kind === 'authorizer' ? nodeOf.get(authorization.authorizer) : undefined;
}

function calls(
  authorizers: readonly AuthorizerPlan[],
  nodeOf: ReadonlyMap<string, string>,
  functions: Drawn,
): readonly GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const one of authorizers) {
    const from = nodeOf.get(one.id);
    const to = 'function' in one ? functions.nodeOf.get(one.function) : undefined;
    if (from !== undefined && to !== undefined) edges.set(`${from} ${to}`, { from, to, kind: 'check' });
  }
  return [...edges.values()];
}

const WHAT = {
  'http-jwt': 'JWT authorizer',
  'rest-cognito': 'Cognito authorizer',
  'rest-lambda': 'Lambda authorizer',
  'http-lambda': 'Lambda authorizer',
} as const satisfies Record<AuthorizerPlan['kind'], string>;

function textOf(one: AuthorizerPlan): Pick<GraphNode, 'name' | 'details'> {
  const name = one.schemes.join(', ') || "the edge's header";
  if (one.kind === 'http-jwt') return { name, details: [] };
  const kept = one.ttlSeconds > 0 ? `answers kept ${one.ttlSeconds.toLocaleString('en')} s` : 'no answer kept';
  return { name, details: [kept] };
}
