import type { RaisedQuotas } from '../../spec/quotas.js';
import type { Plan } from '../plan.js';
import { type PlanSlice, slicesOf } from '../split/slices-of.js';
import { edgeCounts } from './edge-counts.js';
import { firewallCounts } from './firewall-counts.js';
import { functionCounts } from './function-counts.js';
import { httpCounts } from './http-counts.js';
import { ofStack, type QuotaCount, type QuotaUse, quotaUse } from './quota-use.js';
import { restCounts } from './rest-counts.js';
import { templateCounts } from './template-counts.js';
import { usageCounts } from './usage-counts.js';

/**
 * What the plan uses of each quota that it can hit; of what each of its parts has for itself, what the fullest uses.
 * What is one route's own (a timeout, a schema) is that route's issue.
 *
 * @param raised what the spec says that the account has @default what AWS gives to every account
 */
export function countQuotas(plan: Plan, raised?: RaisedQuotas): readonly QuotaUse[] {
  const [own, ...parts] = slicesOf(plan).map(sliceCounts);
  const ofStacks = fullest([...(own ?? []), ...parts.flat()]);
  const inStacks = (isTemplates: boolean) => ofStacks.filter(({ name }) => name.startsWith('template') === isTemplates);
  const counts = [
    ...inStacks(false),
    ...usageCounts(plan),
    ...functionCounts(plan),
    ...firewallCounts(plan),
    ...edgeCounts(plan),
    ...inStacks(true),
    ...operationCounts(plan, [own ?? [], ...parts].flat()),
  ];
  return counts.map((count) => quotaUse(count, raised));
}

/** What the first deployment creates, and deleting the gateway takes away: one operation on all stacks together. */
function operationCounts({ split }: Plan, ofStacks: readonly QuotaCount[]): readonly QuotaCount[] {
  if (!split) return [];
  const resources = ofStacks.flatMap(({ name, used }) => (name === 'templateResources' ? [used] : []));
  return [{ name: 'nestedOperationResources', used: resources.reduce((sum, used) => sum + used, 0) }];
}

/** What one stack of a plan uses of the quotas that each has for itself. */
export function sliceUses(slice: PlanSlice, raised?: RaisedQuotas): readonly QuotaUse[] {
  return sliceCounts(slice).map((count) => quotaUse(count, raised));
}

/** Of a part each with its name. */
export function sliceCounts(slice: PlanSlice): readonly QuotaCount[] {
  const counts = [...httpCounts(slice), ...restCounts(slice), ...templateCounts(slice)];
  return counts.map((count) => ofStack(slice, count));
}

/** Of equal names the largest, the first of several. */
function fullest(counts: readonly QuotaCount[]): readonly QuotaCount[] {
  const most = new Map<string, QuotaCount>();
  for (const count of counts) {
    const { used } = most.get(count.name) ?? { used: -1 };
    if (count.used > used) most.set(count.name, count);
  }
  return [...most.values()];
}
