import { countResources } from '../../spec/count-resources.js';
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
