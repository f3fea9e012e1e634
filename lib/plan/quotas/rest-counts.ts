import type { Plan } from '../plan.js';
import type { QuotaCount } from './quota-use.js';

/** What the REST API takes. */
export function restCounts(plan: Plan): readonly QuotaCount[] {
  const paths = plan.routes.flatMap(({ api, path }) => (api === 'rest' ? [path] : []));
  if (paths.length === 0) return [];
  const authorizers = plan.authorizers.filter(({ api }) => api === 'rest').length;
  const modelBytes = plan.models.reduce((sum, { schema }) => sum + Buffer.byteLength(JSON.stringify(schema)), 0);
  return [
    { name: 'restResources', used: countResources(paths), api: 'rest' },
    { name: 'restAuthorizers', used: authorizers, api: 'rest' },
    ...(plan.models.length > 0 ? [{ name: 'restModelBytes', used: modelBytes, api: 'rest' } as const] : []),
  ];
}

/** Every prefix of every path is a resource; the root is there already and counts as well. */
function countResources(paths: readonly string[]): number {
  const nodes = new Set(['']);
  for (const path of paths) {
    const parts = path.split('/').slice(1).filter(Boolean);
    for (let length = 1; length <= parts.length; length++) nodes.add(parts.slice(0, length).join('/'));
  }
  return nodes.size;
}
