import type { RaisedQuotas } from '../../spec/quotas.js';
import type { Plan } from '../plan.js';
import { edgeCounts } from './edge-counts.js';
import { firewallCounts } from './firewall-counts.js';
import { functionCounts } from './function-counts.js';
import { httpCounts } from './http-counts.js';
import { type QuotaUse, quotaUse } from './quota-use.js';
import { restCounts } from './rest-counts.js';
import { templateCounts } from './template-counts.js';
import { usageCounts } from './usage-counts.js';

/**
 * What the plan uses of each quota that it can hit. What is one route's own (a timeout, a schema) is that route's issue.
 *
 * @param raised what the spec says that the account has @default what AWS gives to every account
 */
export function countQuotas(plan: Plan, raised?: RaisedQuotas): readonly QuotaUse[] {
  const counts = [
    ...httpCounts(plan),
    ...restCounts(plan),
    ...usageCounts(plan),
    ...functionCounts(plan),
    ...firewallCounts(plan),
    ...edgeCounts(plan),
    ...templateCounts(plan),
  ];
  return counts.map((count) => quotaUse(count, raised));
}
