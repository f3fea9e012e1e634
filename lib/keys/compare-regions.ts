import type { KeyFinding } from './check-key.js';
import { type JudgedKey, keyState } from './key-state.js';

/** What is kept of a key in one region, to compare it with what its request has made in others. */
export interface SeenKey {
  readonly id: string;
  readonly name: string;
  readonly owner: string | undefined;
  readonly standing: string;
}

/** By region, by request. */
export type KeysByRegion = ReadonlyMap<string, ReadonlyMap<string, SeenKey>>;

/**
 * Whether a key opens the gateway, and on which plan: `live on gold`, `in its grace on gold`, `ended`.
 *
 * @param plans names of the gateway's plans that it is on
 */
export function standingOf(key: JudgedKey, plans: readonly string[], nowMs: number): string {
  const { kind } = keyState(key, nowMs);
  if (!key.enabled || kind === 'expired' || kind === 'grace-over') return 'ended';
  return `${kind === 'in-grace' ? 'in its grace' : 'live'} on ${plans.join(', ') || 'no plan'}`;
}

/** A value opens all regions alike, or it fails where a client is sent next, or lives on where nobody looks. */
export function compareRegions(regions: readonly string[], seen: KeysByRegion): readonly KeyFinding[] {
  return regions.flatMap((region) =>
    [...(seen.get(region) ?? [])].flatMap(([request, key]) => [
      ...absence(regions, region, request, key, seen),
      ...difference(regions, region, request, key, seen),
    ]),
  );
}

function absence(
  regions: readonly string[],
  region: string,
  request: string,
  { id, name, owner }: SeenKey,
  seen: KeysByRegion,
): readonly KeyFinding[] {
  const missing = regions.filter((other) => !seen.get(other)?.has(request));
  if (missing.length === 0) return [];
  const message = `is not in ${missing.join(', ')}`;
  const mend = `revoke it and issue it anew with --regions ${regions.join(',')}`;
  return [{ fault: 'not-everywhere', keyId: id, name, owner, region, message, mend }];
}

/** Told once, where the key is met first. */
function difference(
  regions: readonly string[],
  region: string,
  request: string,
  { id, name, owner, standing }: SeenKey,
  seen: KeysByRegion,
): readonly KeyFinding[] {
  const all = regions.flatMap((one) => {
    const key = seen.get(one)?.get(request);
    return key ? [{ region: one, standing: key.standing }] : [];
  });
  const others = all.filter((one) => one.standing !== standing);
  if (all[0]?.region !== region || others.length === 0) return [];
  const message = `is ${standing} here, and ${others.map((one) => `${one.standing} in ${one.region}`).join(', ')}`;
  const mend = `gatewright keys move ${id} --plan NAME puts it on one plan everywhere, gatewright keys revoke ${id} ends it everywhere`;
  return [{ fault: 'differs', keyId: id, name, owner, region, message, mend }];
}
