import { KeyRequestError } from '../../keys/key-request-error.js';
import type { KeyRecord } from '../../keys/key-tags.js';
import { deleteApiKey, disableApiKey, findByRequest, getApiKey, tagApiKey, untagApiKey } from '../api-keys.js';
import { withKeyLock } from '../key-lock.js';
import { type FoundKey, type KeyEverywhere, lockSubject, requireEverywhere } from './find-key.js';
import { type KeyPlace, makeKey } from './make-key.js';
import { connectionsOf, type GatewaySet } from './region-gateway.js';

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
}

/**
 * Gives a key's owner a new value; the old one goes on until the grace is over. The old key says first which request
 * takes its place: so a run that was killed is seen, and its half-made key, whose value nobody got, goes with the next.
 *
 * @throws KeyRequestError where the key is in its grace already, is disabled, or has no record to go by
 */
export async function rotateKey(
  gateways: GatewaySet,
  found: KeyEverywhere,
  request: RotateRequest,
  onWait?: () => void,
): Promise<Rotated> {
  requireEverywhere(gateways, found);
  const [{ key, gateway }] = found;
  const lock = { gateway: gateway.name, subject: lockSubject(found), onWait };
  return withKeyLock(connectionsOf(gateways), lock, async () => {
    const former = await readAgain(found);
    const record = rotatable(former);
    await dropUnfinished(former);
    const next = { ...record, request: request.request, ...(request.expires && { expires: request.expires }) };
    await forEach(former, ({ gateway: { aws }, key: { id } }) => tagApiKey(aws, id, { replacedBy: request.request }));
    const places = await made(gateways, former, {
      name: key.name,
      description: key.description,
      value: request.value,
      plan: record.plan,
      record: next,
    });
    const graceUntil = new Date(gateway.aws.timing.nowMs() + request.graceMs).toISOString();
    await forEach(former, (one) => endAt(one, graceUntil, request.graceMs === 0));
    return { places, record: next, graceUntil };
  });
}

/** What stands there now, under the lock: somebody else may have been at work. */
async function readAgain(found: KeyEverywhere): Promise<KeyEverywhere> {
  const again: FoundKey[] = [];
  for (const { gateway, key } of found) {
    const current = await getApiKey(gateway.aws, key.id);
    if (current) again.push({ gateway, key: current });
  }
  const [first, ...others] = again;
  if (!first || again.length < found.length)
    throw new KeyRequestError(`key ${found[0].key.id} was revoked by somebody else in the meantime`);
  return [first, ...others];
}

type Rotatable = KeyRecord & { readonly plan: string };

function rotatable([{ key }]: KeyEverywhere): Rotatable {
  const { plan, owner, graceUntil } = key.record;
  if (graceUntil !== undefined)
    throw new KeyRequestError(
      `key ${key.id} was rotated already and goes on until ${graceUntil}; rotate the key that took its place, or end this one with: gatewright keys revoke ${key.id}`,
    );
  if (!key.enabled)
    throw new KeyRequestError(
      `key ${key.id} is disabled, and a new value for it would open the gateway again; issue a new key`,
    );
  if (plan === undefined || owner === undefined)
    throw new KeyRequestError(
      `key ${key.id} was not issued by Gatewright: it has no plan and owner in its tags; issue a new key`,
    );
  const { replacedBy: _, ...record } = key.record;
  return { ...record, plan };
}

/** A key that a killed run has made: no grace was given, so nobody was told its value. */
async function dropUnfinished(former: KeyEverywhere): Promise<void> {
  await forEach(former, async ({ gateway: { aws, name }, key }) => {
    const { replacedBy } = key.record;
    const half = replacedBy === undefined ? undefined : await findByRequest(aws, name, replacedBy);
    if (half) await deleteApiKey(aws, half.id);
  });
}

async function made(
  gateways: GatewaySet,
  former: KeyEverywhere,
  key: Parameters<typeof makeKey>[1],
): Promise<readonly KeyPlace[]> {
  try {
    return await makeKey(gateways, key);
  } catch (error) {
    // Left behind, it only says what the next run drops.
    await forEach(former, ({ gateway: { aws }, key: { id } }) => untagApiKey(aws, id, ['replacedBy'])).catch(
      () => undefined,
    );
    throw error;
  }
}

async function endAt({ gateway: { aws }, key }: FoundKey, graceUntil: string, atOnce: boolean): Promise<void> {
  await tagApiKey(aws, key.id, { graceUntil });
  if (atOnce) await disableApiKey(aws, key.id);
}

async function forEach(keys: KeyEverywhere, work: (one: FoundKey) => Promise<void>): Promise<void> {
  for (const one of keys) await work(one);
}
