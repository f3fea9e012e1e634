import type { EdgePlan } from '../../plan/edge-plan.js';
import type { DomainPlan, Plan } from '../../plan/plan.js';
import type { WebAclPlan } from '../../plan/web-acl-plan.js';
import { counted } from '../counted.js';
import type { DrawnApis } from './draw-apis.js';
import type { GraphEdge, GraphNode, GraphPart } from './gateway-graph.js';
import { nodeText } from './node-text.js';

export const EDGE_NODE = 'edge';

/** What closes REST APIs to all but the edge. */
const ORIGIN_FIREWALL: GraphNode = {
  id: 'origin_firewall',
  kind: 'front',
  what: 'AWS WAF',
  name: '1 rule',
  details: ['asks for the secret of the edge'],
};
const CALLERS: GraphNode = { id: 'callers', kind: 'callers', what: 'HTTPS', name: 'Callers', details: [] };

/** The way of a request to the APIs: name, firewall, edge. */
export function drawFront(plan: Plan, drawn: DrawnApis): GraphPart {
  const { apis, edge, domain, firewall, origin } = plan;
  const acl = firewall && firewallNode(firewall);
  const first = [
    CALLERS,
    ...(acl && firewall.attachedTo === 'edge' ? [acl] : []),
    ...(edge ? [edgeNode(edge)] : []),
    ...(domain ? [domainNode(domain)] : []),
  ];
  const hasRest = apis.some(({ type }) => type === 'rest');
  const beforeRest = [
    ...(acl && firewall.attachedTo === 'rest-stage' ? [acl] : []),
    ...(origin?.kind === 'secret' && hasRest ? [ORIGIN_FIREWALL] : []),
  ];
  const last = first.at(-1) ?? CALLERS;
  const ways = apis.flatMap((api) =>
    inLine([last, ...(api.type === 'rest' ? beforeRest : []), { id: drawn.nodeOfApi(api) }]),
  );
  const elsewhere = failover(edge);
  return {
    nodes: [...first, ...beforeRest, ...drawn.nodes, ...elsewhere.nodes],
    edges: once([...inLine(first), ...ways, ...elsewhere.edges]),
  };
}

/** Of several REST APIs, all ways go through one firewall. */
function once(edges: readonly GraphEdge[]): readonly GraphEdge[] {
  return [...new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge])).values()];
}

function inLine(nodes: readonly Pick<GraphNode, 'id'>[]): readonly GraphEdge[] {
  return nodes.slice(1).map((node, index) => ({ from: nodes[index]?.id ?? node.id, to: node.id, kind: 'request' }));
}

function edgeNode({ domain, cachedRoutes, function: fn }: EdgePlan): GraphNode {
  const cached = Object.keys(cachedRoutes).length;
  return {
    id: EDGE_NODE,
    kind: 'front',
    what: 'CloudFront',
    name: domain ? nodeText(domain.names[0] ?? '') : 'its own address',
    details: [
      ...(domain && domain.names.length > 1 ? [`and ${counted(domain.names.length - 1, 'name')} more`] : []),
      ...(cached > 0 ? [`caches ${counted(cached, 'route')}`] : []),
      ...(fn.choosesOrigin ? ['its function chooses the API'] : []),
    ],
  };
}

function failover(edge: EdgePlan | undefined): GraphPart {
  const origins = edge?.origins.flatMap((one) => (one.kind === 'failover' ? [one] : [])) ?? [];
  return {
    nodes: origins.map(({ id, url }) => ({
      id,
      kind: 'backend',
      what: 'Stands in',
      name: nodeText(url.replace(/^https?:\/\//, '')),
      details: [],
    })),
    edges: origins.map(({ id }) => ({ from: EDGE_NODE, to: id, kind: 'request', label: 'where an API fails' })),
  };
}

function domainNode({ name, basePath, mutualTls }: DomainPlan): GraphNode {
  return {
    id: 'domain',
    kind: 'front',
    what: 'Domain name',
    name: nodeText(name),
    details: [
      ...(basePath === undefined ? [] : [nodeText(`below /${basePath}`)]),
      ...(mutualTls ? ['asks for client certificates'] : []),
    ],
  };
}

function firewallNode({ rules, wcu }: WebAclPlan): GraphNode {
  return {
    id: 'firewall',
    kind: 'front',
    what: 'AWS WAF',
    name: counted(rules.length, 'rule'),
    details: [`${wcu.toLocaleString('en')} WCU`],
  };
}
