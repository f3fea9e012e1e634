import { type CheckedKey, checkKey, type KeyFinding } from '../../keys/check-key.js';
import { datedUse, dateOf, periodStart, type QuotaState, quotaState } from '../../keys/key-usage.js';
import { type ApiKey, listApiKeys } from '../api-keys.js';
import { planKeyIds, usageOfPlan } from '../usage-plans.js';
import type { GatewaySet, RegionGateway } from './region-gateway.js';

export interface KeyCheck {
  /** How many keys were looked at. */
  readonly checked: number;
  readonly findings: readonly KeyFinding[];
}

/**
 * Looks at every key of a gateway in every region. Pages are forgotten once they are judged: what is kept is which key
 * is on which plan, who has used up a quota, and which request made which key.
 */
export async function checkKeys(gateways: GatewaySet): Promise<KeyCheck> {
  let checked = 0;
  const findings: KeyFinding[] = [];
  const requests: RequestsByRegion = new Map();
  for (const gateway of gateways) {
    const seen = new Map<string, SeenKey>();
    requests.set(gateway.region, seen);
    const memberships = await membershipsOf(gateway);
    const overQuota = await overQuotaOf(gateway);
    const { nowMs } = gateway.aws.timing;
    const around = { region: gateway.region, nowMs: nowMs(), plans: gateway.plans.map((plan) => plan.name) };
    for await (const page of listApiKeys(gateway.aws)) {
      for (const key of page.filter((one) => isOurs(one, gateway.name, memberships))) {
        const known: CheckedKey = { ...key, plans: memberships.get(key.id) ?? [], quota: overQuota.get(key.id) };
        if (!key.record.lock) checked += 1;
        findings.push(...checkKey(known, around), ...twice(key, seen, gateway.region));
      }
    }
  }
  return { checked, findings: [...findings, ...notEverywhere(gateways, requests)] };
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

interface SeenKey {
  readonly id: string;
  readonly name: string;
  readonly owner: string | undefined;
}

type RequestsByRegion = Map<string, Map<string, SeenKey>>;

/** A request makes one key in a region. */
function twice({ id, name, record }: ApiKey, seen: Map<string, SeenKey>, region: string): readonly KeyFinding[] {
  const { request, owner } = record;
  if (request === undefined || record.lock) return [];
  const first = seen.get(request);
  if (first === undefined) {
    seen.set(request, { id, name, owner });
    return [];
  }
  const message = `was made by the same request as ${first.id}`;
  return [{ fault: 'twice', keyId: id, name, owner, region, message, mend: `revoke the one that nobody uses` }];
}

/** A value opens all regions of the set, or it fails where a client is sent next. */
function notEverywhere(gateways: GatewaySet, requests: RequestsByRegion): readonly KeyFinding[] {
  const regions = gateways.map(({ region }) => region);
  return regions.flatMap((region) =>
    [...(requests.get(region) ?? [])].flatMap(([request, { id, name, owner }]) => {
      const missing = regions.filter((other) => !requests.get(other)?.has(request));
      const message = `is not in ${missing.join(', ')}`;
      const mend = `revoke it and issue it anew with --regions ${regions.join(',')}`;
      return missing.length === 0
        ? []
        : [{ fault: 'not-everywhere', keyId: id, name, owner, region, message, mend } as const];
    }),
  );
}
