import type { KeyRecord } from '../../keys/key-tags.js';
import { deleteApiKey, disableApiKey, findByRequest, tagApiKey, untagApiKey } from '../api-keys.js';
import { type FoundKey, type KeyEverywhere, lockSubject, readAgain, requireEverywhere } from './find-key.js';
import { holdGateways } from './hold-gateways.js';
import { type KeyPlace, type KeyToMake, makeKey } from './make-key.js';
import type { GatewaySet } from './region-gateway.js';
import { requireRotatable } from './require-rotatable.js';

export interface RotateRequest {
  /** How long the old value goes on, milliseconds; 0 ends it at once. */
  readonly graceMs: number;
  readonly value: string;
  /** Of the new key. */
  readonly request: string;
  /** @default the old key's expiry */
  readonly expires?: string | undefined;
}

export interface Rotated {
  readonly places: readonly KeyPlace[];
  /** The record of the new key. */
  readonly record: KeyRecord;
  /** An ISO 8601 instant. */
  readonly graceUntil: string;
  /** Where the old key should be disabled and is not, and why. */
  readonly faults: readonly string[];
}

/**
 * Gives a key's owner a new value; the old one goes on until the grace is over. The old key says first which request
 * takes its place: so a run that was killed is seen, and its half-made key, whose value nobody got, goes with the next.
 *
 * @throws KeyRequestError where the key cannot be rotated as it is
 */
export async function rotateKey(
  gateways: GatewaySet,
  found: KeyEverywhere,
  request: RotateRequest,
  onWait?: () => void,
): Promise<Rotated> {
  requireEverywhere(gateways, found);
  return holdGateways(gateways, { subject: lockSubject(found), onWait }, async (held) => {
    const former = await readAgain(found, held);
    const { nowMs } = gateways[0].aws.timing;
    const record = await requireRotatable(former, request, nowMs());
    await dropUnfinished(former);
    const next = { ...record, request: request.request, ...(request.expires && { expires: request.expires }) };
    const [{ key }] = former;
    const newKey = {
      name: key.name,
      description: key.description,
      value: request.value,
      plan: record.plan,
      record: next,
    };
    const graceUntil = new Date(nowMs() + request.graceMs).toISOString();
    const places = await replace({ held, free: gateways, former }, newKey, graceUntil);
    const faults = request.graceMs === 0 ? await disableAll(former) : [];
    return { places, record: next, graceUntil, faults };
  });
}

/** A key that a killed run has made: no grace was given, so nobody was told its value. */
async function dropUnfinished(former: KeyEverywhere): Promise<void> {
  for (const { gateway, key } of former) {
    const { replacedBy } = key.record;
    const half = replacedBy === undefined ? undefined : await findByRequest(gateway.aws, gateway.name, replacedBy);
    if (half) await deleteApiKey(gateway.aws, half.id);
  }
}

interface Replacement {
  /** While the lock is ours. */
  readonly held: GatewaySet;
  readonly free: GatewaySet;
  readonly former: KeyEverywhere;
}

/** Makes the new key and gives the old one its grace, everywhere or nowhere. */
async function replace(
  { held, free, former }: Replacement,
  newKey: KeyToMake,
  graceUntil: string,
): Promise<readonly KeyPlace[]> {
  let places: readonly KeyPlace[] = [];
  try {
    await tagAll(former, { replacedBy: newKey.record.request });
    places = await makeKey(held, newKey, free);
    await tagAll(former, { graceUntil });
    return places;
  } catch (error) {
    // What cannot be put back now, the next run drops: it sees what is left in the old key's tags.
    for (const one of former) await undo(one, places).catch(() => undefined);
    throw error;
  }
}

async function tagAll(keys: KeyEverywhere, record: KeyRecord): Promise<void> {
  for (const { gateway, key } of keys) await tagApiKey(gateway.aws, key.id, record);
}

/** First the grace: without it, the next run knows that nobody was told the new value. */
async function undo({ gateway: { aws, region }, key }: FoundKey, places: readonly KeyPlace[]): Promise<void> {
  await untagApiKey(aws, key.id, ['graceUntil']);
  const made = places.find((place) => place.region === region);
  if (made) await deleteApiKey(aws, made.keyId);
  await untagApiKey(aws, key.id, ['replacedBy']);
}

async function disableAll(keys: KeyEverywhere): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { gateway, key } of keys) {
    await disableApiKey(gateway.aws, key.id).catch((error: Error) =>
      faults.push(`the old key ${key.id} still works in ${gateway.region}: ${error.message}`),
    );
  }
  return faults;
}
