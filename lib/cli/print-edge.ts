import type { CachePolicyPlan, EdgePlan } from '../plan/edge-plan.js';
import type { Plan } from '../plan/plan.js';
import type { WebAclPlan } from '../plan/web-acl-plan.js';
import { apiTexts } from './api-text.js';
import { colors } from './colors.js';
import { table } from './table.js';

/** What the edge does with each path, as a person reads it; empty where the gateway has none. */
export function printEdge({ edge, origin, apis }: Plan): string {
  if (!edge) return '';
  return [
    edge.because,
    ...(edge.domain ? [`Names: ${edge.domain.names.join(', ')}, TLS ${edge.domain.minimumTls} and newer`] : []),
    behaviourTable(edge, apiTexts({ apis })),
    `${Buffer.byteLength(edge.function.code).toLocaleString('en')} of 10,240 bytes of function: ${edge.function.because}`,
    origin ? origin.because : colors.yellow('The APIs answer at their own addresses too: the spec leaves them open'),
  ].join('\n');
}

function behaviourTable(edge: EdgePlan, textOf: ReturnType<typeof apiTexts>): string {
  const policies = new Map(edge.cachePolicies.map((policy) => [policy.name, policy]));
  const rows = edge.behaviours.map(({ pattern, origin, cachePolicy, because }) => [
    pattern,
    textOf(origin),
    cachePolicy === undefined ? 'not cached' : kept(policies.get(cachePolicy)),
    colors.dim(because),
  ]);
  const others = ['*', edge.function.choosesOrigin ? 'chosen' : textOf(edge.defaultOrigin), 'not cached', ''];
  return table(
    ['Path', 'API', 'Cache', ''].map((title) => ({ title: colors.dim(title) })),
    [...rows, others],
  );
}

function kept(policy: CachePolicyPlan | undefined): string {
  if (!policy) return '';
  const key = [
    ...(policy.query === 'all' ? ['query'] : policy.query.map((name) => `?${name}`)),
    ...policy.headers,
    ...policy.cookies.map((name) => `cookie ${name}`),
  ];
  return `${policy.ttlSeconds.toLocaleString('en')} s${key.length > 0 ? ` by ${key.join(', ')}` : ''}`;
}

/** The rules of the firewall in their order; empty where the gateway has none. */
export function printFirewall({ firewall }: Plan): string {
  if (!firewall) return '';
  const rows = firewall.rules.map((rule) => [rule.name, String(rule.wcu), colors.dim(rule.because)]);
  const total = [
    colors.bold('Total'),
    colors.bold(String(firewall.wcu)),
    colors.dim('of 5,000; 1,500 are in the price'),
  ];
  return [firewall.because, inColumns([...rows, total]), logged(firewall)].join('\n');
}

function inColumns(rows: readonly (readonly string[])[]): string {
  const titles = [{ title: 'Rule' }, { title: 'WCU', align: 'right' as const }, { title: '' }];
  return table(
    titles.map((column) => ({ ...column, title: colors.dim(column.title) })),
    rows,
  );
}

const LOGGED = {
  all: 'Every decision is logged, without credentials',
  blocked: 'What is blocked or counted is logged, without credentials',
  none: 'Nothing is logged',
} as const satisfies Record<WebAclPlan['log'], string>;

function logged({ log, inspectKb }: WebAclPlan): string {
  return `${LOGGED[log]}. Rules look at the first ${inspectKb} KB of a body`;
}
