import type { Issue } from '../errors/issue.js';
import { type QuotaName, quotas } from '../facts/quotas.js';
import { edgeQuotas } from './edge/edge-quotas.js';
import { firewallQuotas } from './firewall/firewall-quotas.js';
import type { ApiId, Plan, QuotaUse } from './plan.js';

/** What the plan uses of each quota that it can hit. */
export function countQuotas(plan: Plan): readonly QuotaUse[] {
  const routesOf = (api: ApiId) => plan.routes.filter((route) => route.api === api);
  const [http, rest] = [routesOf('http'), routesOf('rest')];
  const authorizers = (api: ApiId) => plan.authorizers.filter((authorizer) => authorizer.api === api).length;
  return [
    ...(http.length > 0
      ? [
          use('httpRoutes', http.length, 'http'),
          use('httpIntegrations', new Set(http.map((route) => route.integration)).size, 'http'),
          use('httpAuthorizers', authorizers('http'), 'http'),
        ]
      : []),
    ...(rest.length > 0
      ? [
          use('restResources', countResources(rest.map((route) => route.path)), 'rest'),
          use('restAuthorizers', authorizers('rest'), 'rest'),
          use('usagePlans', plan.usagePlans.length, 'rest'),
        ]
      : []),
    ...firewallQuotas(plan.firewall),
    ...edgeQuotas(plan.edge),
  ];
}

function use(name: QuotaName, used: number, api: ApiId): QuotaUse {
  const { value, unit, raisable, source } = quotas[name];
  return { name, api, used, limit: value, unit, raisable, source };
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

/** The firewall's issue says which rules take how much, and the edge's what makes its function so large. */
const OWN_ISSUES: readonly string[] = ['wafCapacity', 'edgeFunctionBytes'] satisfies readonly QuotaName[];

/** What AWS would refuse at deploy and never raises. A raisable quota is shown, not refused: the account may have more. */
export function quotaIssues(uses: readonly QuotaUse[]): readonly Issue[] {
  const over = uses.filter(
    ({ name, used, limit, raisable }) => used > limit && !raisable && !OWN_ISSUES.includes(name),
  );
  return over.map((quota) => ({
    code: 'QUOTA_EXCEEDED',
    place: 'routes',
    message: `the gateway needs more ${quota.unit} than AWS gives, and AWS does not raise this`,
    got: String(quota.used),
    allowed: String(quota.limit),
    fix: 'share backends between routes, or split the gateway into two',
    source: quota.source,
  }));
}
