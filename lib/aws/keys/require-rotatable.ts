import { expiryOf } from '../../keys/expiry-of.js';
import { KeyRequestError } from '../../keys/key-request-error.js';
import type { KeyRecord } from '../../keys/key-tags.js';
import type { ApiKey } from '../api-keys.js';
import { isOnPlan } from '../usage-plans.js';
import type { KeyEverywhere } from './find-key.js';
import { planNamed } from './region-gateway.js';

/** What the new key takes over. */
export type RotatableRecord = KeyRecord & { readonly plan: string };

/**
 * The record of a key that may get a new value.
 *
 * @throws KeyRequestError where it is in its grace already, disabled, expired, not on its plan, or without a record
 */
export async function requireRotatable(
  former: KeyEverywhere,
  { expires }: { readonly expires?: string | undefined },
  nowMs: number,
): Promise<RotatableRecord> {
  for (const { key } of former) {
    const fault = faultOf(key, expires, nowMs);
    if (fault !== undefined) throw new KeyRequestError(`key ${key.id} ${fault}`);
  }
  const { replacedBy: _, run: __, ...record } = former[0].key.record;
  const { plan = '' } = record;
  for (const { gateway, key } of former) {
    if (await isOnPlan(gateway.aws, planNamed(gateway, plan).id, key.id)) continue;
    throw new KeyRequestError(
      `key ${key.id} is not on plan ${plan} in ${gateway.region}, as its tag says; settle that first: gatewright keys move ${key.id} --plan NAME`,
    );
  }
  return { ...record, plan };
}

function faultOf(
  { id, tags, enabled, record }: ApiKey,
  expires: string | undefined,
  nowMs: number,
): string | undefined {
  const { plan, owner, graceUntil, meter } = record;
  if (meter !== undefined)
    return `stands for a tenant of meter ${meter}: its value is made of the meter's secret, so change that in Secrets Manager, and then issue the tenants' keys anew`;
  if (graceUntil !== undefined)
    return `was rotated already and goes on until ${graceUntil}; rotate the key that took its place, or end this one with: gatewright keys revoke ${id}`;
  if (!enabled) return 'is disabled, and a new value for it would open the gateway again; issue a new key';
  if (plan === undefined || owner === undefined)
    return 'was not issued by Gatewright: it has no plan and owner in its tags; issue a new key';
  if (expires === undefined && expiryOf(tags, nowMs).kind === 'expired')
    return `expired on ${record.expires}; name a new end with --expires, or issue a new key`;
  return undefined;
}
