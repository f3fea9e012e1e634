import { deleteApiKey } from '../api-keys.js';
import { withKeyLock } from '../key-lock.js';
import { type KeyEverywhere, lockSubject } from './find-key.js';
import type { KeyPlace } from './make-key.js';
import { connectionsOf, type GatewaySet } from './region-gateway.js';

export interface Revoked {
  readonly places: readonly KeyPlace[];
  /** Regions where the key still works, and why. */
  readonly faults: readonly string[];
}

/**
 * Deletes a key in every region that has it. Where one region fails the others go on: a key that is to be cut off is
 * better gone in most than in none.
 */
export async function revokeKey(gateways: GatewaySet, found: KeyEverywhere, onWait?: () => void): Promise<Revoked> {
  const lock = { gateway: gateways[0].name, subject: lockSubject(found), onWait };
  return withKeyLock(connectionsOf(gateways), lock, async () => {
    const places: KeyPlace[] = [];
    const faults: string[] = [];
    for (const { gateway, key } of found) {
      try {
        await deleteApiKey(gateway.aws, key.id);
        places.push({ region: gateway.region, keyId: key.id });
      } catch (error) {
        faults.push(`key ${key.id} still works in ${gateway.region}: ${(error as Error).message}`);
      }
    }
    return { places, faults };
  });
}
