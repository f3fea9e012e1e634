import type { QuotaName } from '../../facts/quotas.js';

/** What several APIs and stacks have each for itself. */
export const MENDED_BY_PARTS: ReadonlySet<QuotaName> = new Set<QuotaName>([
  'httpRoutes',
  'httpIntegrations',
  'httpAuthorizers',
  'restResources',
  'restAuthorizers',
  'restImportBytes',
  'templateResources',
  'templateBytes',
  'templateParameters',
]);
