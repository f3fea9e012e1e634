import type { IntegrationPlan, Plan } from '../../plan/plan.js';
import { countBy, countEdges } from './count-edges.js';
import type { DrawnApis } from './draw-apis.js';
import { type Drawn, drawFolded } from './draw-folded.js';
import type { GraphNode, GraphPart } from './gateway-graph.js';

type Answering = Exclude<IntegrationPlan, { kind: 'lambda' }>;
type Way = readonly [from: string, to: string];

/** What answers besides functions, and which routes of which API go to what. */
export function drawAnswers(plan: Plan, apis: DrawnApis, functions: Drawn): GraphPart {
  const backends = drawBackends(plan);
  const nodeOf = (one: IntegrationPlan) =>
    one.kind === 'lambda' ? functions.nodeOf.get(one.function) : backends.nodeOf.get(keyOf(one));
  const targets = new Map(plan.integrations.map((one) => [one.id, nodeOf(one)]));
  const ways = plan.routes.flatMap((route) => way(apis.nodeOf(route), targets.get(route.integration)));
  const forwarded = forwards(plan).flatMap(({ from, host }) =>
    way(functions.nodeOf.get(from), backends.nodeOf.get(host)),
  );
  return { nodes: backends.nodes, edges: countEdges('request', [...ways, ...forwarded]) };
}

function way(from: string | undefined, to: string | undefined): readonly Way[] {
  return from === undefined || to === undefined ? [] : [[from, to]];
}

/** Routes that the transformer sends on, and to which server. */
function forwards(plan: Plan): readonly { readonly from: string; readonly host: string }[] {
  return plan.functions.flatMap((fn) =>
    fn.kind === 'transformer'
      ? Object.values(fn.config.routes).map((to) => ({
          from: fn.id,
          host: hostOf(to.kind === 'url' ? to.url : to.origin),
        }))
      : [],
  );
}

function drawBackends(plan: Plan): Drawn {
  const routesOf = countBy(plan.routes, ({ integration }) => integration);
  const answering = plan.integrations.flatMap((one) => (one.kind === 'lambda' ? [] : [one]));
  const calls = [
    ...answering.flatMap((one) => Array.from({ length: routesOf.get(one.id) ?? 0 }, () => keyOf(one))),
    ...forwards(plan).map(({ host }) => host),
  ];
  const items = [...countBy(calls, (key) => key)].map(([key, routes]) => ({ key, routes }));
  const servers = drawFolded(
    items.filter(({ key }) => key.startsWith('//')).map((one) => ({ ...one, ...server(one.key) })),
    { id: 'server', kind: 'backend', plural: 'servers' },
  );
  const bound = drawFolded(
    items.filter(({ key }) => key.startsWith('bound ')).map((one) => ({ ...one, ...boundBackend(one.key) })),
    { id: 'bound', kind: 'backend', plural: 'bound backends' },
  );
  return {
    nodes: [...servers.nodes, ...bound.nodes, ...replies(answering)],
    nodeOf: new Map([...servers.nodeOf, ...bound.nodeOf, [REPLIES, REPLIES]]),
  };
}

const REPLIES = 'replies';

function server(key: string): Pick<GraphNode, 'what' | 'name' | 'details'> {
  return { what: 'HTTP backend', name: key.slice(2), details: [] };
}

function boundBackend(key: string): Pick<GraphNode, 'what' | 'name' | 'details'> {
  return { what: 'Bound backend', name: key.slice('bound '.length), details: [] };
}

/** One box for all: none of them runs anywhere. */
function replies(answering: readonly Answering[]): readonly GraphNode[] {
  const statuses = new Set(answering.flatMap((one) => (one.kind === 'reply' ? [one.status] : [])));
  if (statuses.size === 0) return [];
  const name = [...statuses].sort((a, b) => a - b).join(', ');
  return [{ id: REPLIES, kind: 'backend', what: 'Fixed replies', name, details: [] }];
}

/** Backends of one key are one box: URLs of one server. */
function keyOf(one: Answering): string {
  switch (one.kind) {
    case 'http':
      return hostOf(one.url);
    case 'bound':
      return `bound ${one.name}`;
    case 'reply':
      return REPLIES;
  }
}

/** `//feeds.bookshop.example:8443` of a URL, without who asks and what for. */
function hostOf(url: string): string {
  const authority = /^[^/]*\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  return `//${authority.slice(authority.lastIndexOf('@') + 1)}`;
}
