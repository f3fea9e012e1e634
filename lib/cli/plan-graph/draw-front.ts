import type { EdgePlan } from '../../plan/edge-plan.js';
import type { ApiPlan, ApiType, DomainPlan, Plan } from '../../plan/plan.js';
import { apiIdOf } from '../../plan/split/api-id.js';
import type { WebAclPlan } from '../../plan/web-acl-plan.js';
import { counted, type GraphEdge, type GraphNode, type GraphPart } from './gateway-graph.js';
import { nodeText } from './node-text.js';

export const EDGE_NODE = 'edge';

export function apiNode(api: ApiPlan['id']): string {
  return `api_${api}`;
}

const CALLERS: GraphNode = { id: 'callers', kind: 'callers', what: 'HTTPS', name: 'Callers', details: [] };
const API_NAMES: Record<ApiType, string> = { http: 'HTTP API', rest: 'REST API' };

/** The way of a request to the APIs: name, firewall, edge. */
export function drawFront(plan: Plan): GraphPart {
  const { apis, edge, domain, firewall } = plan;
  const acl = firewall && firewallNode(firewall);
  const first = [
    CALLERS,
    ...(acl && firewall.attachedTo === 'edge' ? [acl] : []),
    ...(edge ? [edgeNode(edge)] : []),
    ...(domain ? [domainNode(domain)] : []),
  ];
  const beforeRest = acl && firewall.attachedTo === 'rest-stage' ? [acl] : [];
  const last = first.at(-1) ?? CALLERS;
  const ways = apis.flatMap((api) => inLine([last, ...(api.type === 'rest' ? beforeRest : []), drawApi(api, plan)]));
  const elsewhere = failover(edge);
  return {
    nodes: [...first, ...beforeRest, ...apis.map((api) => drawApi(api, plan)), ...elsewhere.nodes],
    edges: [...inLine(first), ...ways, ...elsewhere.edges],
  };
}

function inLine(nodes: readonly GraphNode[]): readonly GraphEdge[] {
  return nodes.slice(1).map((node, index) => ({ from: nodes[index]?.id ?? node.id, to: node.id, kind: 'request' }));
}

function drawApi({ id, type, stage, apiKeySource }: ApiPlan, { routes, origin }: Plan): GraphNode {
  return {
    id: apiNode(id),
    kind: 'api',
    what: 'API Gateway',
    name: API_NAMES[type],
    details: [
      counted(routes.filter((route) => apiIdOf(route) === id).length, 'route'),
      nodeText(`stage ${stage}`),
      ...(apiKeySource ? ['keys from its authorizer'] : []),
      ...(origin ? ['answers the edge only'] : []),
    ],
  };
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
