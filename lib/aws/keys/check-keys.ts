import { type CheckedKey, type CheckSurroundings, checkKey, type KeyFinding } from '../../keys/check-key.js';
import { compareRegions, type SeenKey, standingOf } from '../../keys/compare-regions.js';
import { regionsOf } from '../../keys/key-tags.js';
import { datedUse, dateOf, periodStart, type QuotaState, quotaState } from '../../keys/key-usage.js';
import { type ApiKey, listApiKeys } from '../api-keys.js';
import { planKeyIds, usageOfPlan } from '../usage-plans.js';
import type { GatewaySet, RegionGateway } from './region-gateway.js';

export interface KeyCheck {
  /** How many keys were looked at. */
  readonly checked: number;
  readonly findings: readonly KeyFinding[];
  /** Regions that records of keys name and that were not looked at. */
  readonly notLookedAt: readonly string[];
}

/**
 * Looks at every key of a gateway in every region. Pages are forgotten once they are judged: what is kept is which key
 * is on which plan, who has used up a quota, and which request made which key.
 */
export async function checkKeys(gateways: GatewaySet): Promise<KeyCheck> {
  let checked = 0;
  const findings: KeyFinding[] = [];
  const byRegion = new Map<string, ReadonlyMap<string, SeenKey>>();
  const recorded = new Set<string>();
  for (const gateway of gateways) {
    const seen = new Map<string, SeenKey>();
    byRegion.set(gateway.region, seen);
    const memberships = await membershipsOf(gateway);
    const overQuota = await overQuotaOf(gateway);
    const { nowMs } = gateway.aws.timing;
    const around = { region: gateway.region, nowMs: nowMs(), plans: gateway.plans.map((plan) => plan.name) };
    for await (const page of listApiKeys(gateway.aws)) {
      for (const key of page.filter((one) => isOurs(one, gateway.name, memberships))) {
        const known: CheckedKey = { ...key, plans: memberships.get(key.id) ?? [], quota: overQuota.get(key.id) };
        if (!key.record.lock) checked += 1;
        for (const region of regionsOf(key.record)) recorded.add(region);
        findings.push(...checkKey(known, around), ...twice(known, seen, around));
      }
    }
  }
  const regions = gateways.map(({ region }) => region);
  const notLookedAt = [...recorded].filter((region) => !regions.includes(region)).sort();
  return { checked, findings: [...findings, ...compareRegions(regions, byRegion)], notLookedAt };
}

function isOurs({ id, record }: ApiKey, gateway: string, memberships: ReadonlyMap<string, unknown>): boolean {
  return record.gateway === gateway || memberships.has(id);
}

async function membershipsOf({ aws, plans }: RegionGateway): Promise<ReadonlyMap<string, readonly string[]>> {
  const memberships = new Map<string, readonly string[]>();
  for (const plan of plans) {
    for await (const page of planKeyIds(aws, plan.id)) {
      for (const id of page) memberships.set(id, [...(memberships.get(id) ?? []), plan.name]);
    }
  }
  return memberships;
}

async function overQuotaOf({ aws, plans }: RegionGateway): Promise<ReadonlyMap<string, QuotaState>> {
  const over = new Map<string, QuotaState>();
  const nowMs = aws.timing.nowMs();
  for (const { id: planId, quota } of plans) {
    if (quota === undefined) continue;
    const from = periodStart(quota, nowMs);
    for await (const page of usageOfPlan(aws, { planId, from, to: dateOf(nowMs) })) {
      for (const { keyId, days } of page) {
        const state = quotaState(quota, datedUse(from, days), nowMs);
        if (state.used >= state.limit) over.set(keyId, state);
      }
    }
  }
  return over;
}

/** A request makes one key in a region. */
function twice(
  key: CheckedKey,
  seen: Map<string, SeenKey>,
  { region, nowMs }: CheckSurroundings,
): readonly KeyFinding[] {
  const { id, name, record, plans } = key;
  const { request, owner } = record;
  if (request === undefined || record.lock) return [];
  const first = seen.get(request);
  if (first === undefined) {
    seen.set(request, { id, name, owner, standing: standingOf(key, plans, nowMs) });
    return [];
  }
  const message = `was made by the same request as ${first.id}`;
  return [{ fault: 'twice', keyId: id, name, owner, region, message, mend: `revoke the one that nobody uses` }];
}
