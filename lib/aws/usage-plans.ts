import type { UsagePlan as SdkUsagePlan } from '@aws-sdk/client-api-gateway';
import type { DailyUse } from '../keys/key-usage.js';
import type { KeyPlan } from '../keys/usage-plan.js';
import { failedFor } from './aws-call-error.js';
import type { Connection } from './clients.js';
import { PAGE_LIMIT, pages } from './pages.js';

/** Undefined where the plan is gone. `gateway` stands before the name of each of its plans. */
export async function getUsagePlan(aws: Connection, id: string, gateway: string): Promise<KeyPlan | undefined> {
  try {
    const plan = await aws.apiGateway('GetUsagePlan', (client) => client.getUsagePlan({ usagePlanId: id }));
    return planOf(plan, id, gateway);
  } catch (error) {
    if (failedFor(error, 'not-found')) return undefined;
    throw error;
  }
}

function planOf({ name = '', throttle, quota }: SdkUsagePlan, id: string, gateway: string): KeyPlan {
  const { rateLimit, burstLimit } = throttle ?? {};
  return {
    id,
    name: name.startsWith(`${gateway}-`) ? name.slice(gateway.length + 1) : name,
    ...(rateLimit === undefined ? {} : { throttle: { ratePerSecond: rateLimit, burst: burstLimit ?? 0 } }),
    ...(quota?.limit === undefined
      ? {}
      : { quota: { limit: quota.limit, period: quota.period ?? 'MONTH', offset: quota.offset ?? 0 } }),
  };
}

/** Whether a key is on a plan. */
export async function isOnPlan(aws: Connection, planId: string, keyId: string): Promise<boolean> {
  try {
    await aws.apiGateway('GetUsagePlanKey', (client) => client.getUsagePlanKey({ usagePlanId: planId, keyId }));
    return true;
  } catch (error) {
    if (failedFor(error, 'not-found')) return false;
    throw error;
  }
}

/**
 * Puts a key on a plan; done as well where it is there. A key can be on one plan of a stage only.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 *
 * @throws AwsCallError `conflict` where it is on another plan of the same stage
 */
export async function putOnPlan(aws: Connection, planId: string, keyId: string): Promise<void> {
  const input = { usagePlanId: planId, keyId, keyType: 'API_KEY' };
  try {
    await aws.apiGateway('CreateUsagePlanKey', (client) => client.createUsagePlanKey(input));
  } catch (error) {
    const isThere = failedFor(error, 'conflict', 'refused') && (await isOnPlan(aws, planId, keyId));
    if (!isThere) throw error;
  }
}

/** Done as well where the key is not on the plan. */
export async function takeOffPlan(aws: Connection, planId: string, keyId: string): Promise<void> {
  try {
    await aws.apiGateway('DeleteUsagePlanKey', (client) => client.deleteUsagePlanKey({ usagePlanId: planId, keyId }));
  } catch (error) {
    if (!failedFor(error, 'not-found')) throw error;
  }
}

/** Ids of the keys on a plan, 500 a page. */
export function planKeyIds(aws: Connection, planId: string): AsyncGenerator<readonly string[]> {
  return pages(async (position) => {
    const input = { usagePlanId: planId, limit: PAGE_LIMIT, ...(position && { position }) };
    const page = await aws.apiGateway('GetUsagePlanKeys', (client) => client.getUsagePlanKeys(input));
    return { items: (page.items ?? []).map((key) => key.id ?? ''), position: page.position };
  });
}

export interface UsageQuery {
  readonly planId: string;
  /** `2026-11-01`, in UTC; the last day is included. */
  readonly from: string;
  readonly to: string;
  /** @default every key of the plan */
  readonly keyId?: string | undefined;
}

export interface UsageOfKey {
  readonly keyId: string;
  readonly days: readonly DailyUse[];
}

/**
 * What the keys of a plan have used a day, 500 keys a page.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html
 */
export function usageOfPlan(
  aws: Connection,
  { planId, from, to, keyId }: UsageQuery,
): AsyncGenerator<readonly UsageOfKey[]> {
  const query = { usagePlanId: planId, startDate: from, endDate: to, limit: PAGE_LIMIT, ...(keyId && { keyId }) };
  return pages(async (position) => {
    const page = await aws.apiGateway('GetUsage', (client) =>
      client.getUsage({ ...query, ...(position && { position }) }),
    );
    const items = Object.entries(page.items ?? {}).map(([id, log]) => ({ keyId: id, days: log.map(dailyUse) }));
    return { items, position: page.position };
  });
}

function dailyUse([used = 0, remaining = 0]: readonly number[]): DailyUse {
  return { used, remaining };
}
