import { deleteApiKey } from '../api-keys.js';
import { AwsCallError } from '../aws-call-error.js';
import { withKeyLock } from '../key-lock.js';
import type { KeyEverywhere } from './find-key.js';
import type { KeyPlace } from './make-key.js';
import type { GatewaySet } from './region-gateway.js';
import { lockSubject } from './rotate-key.js';

/**
 * Deletes a key in every region that has it. Where one region fails the others go on: a key that is to be cut off is
 * better gone in most than in none.
 *
 * @throws AwsCallError with the regions where it still is
 */
export async function revokeKey(
  gateways: GatewaySet,
  found: KeyEverywhere,
  onWait?: () => void,
): Promise<readonly KeyPlace[]> {
  const lock = { gateway: gateways[0].name, subject: lockSubject(found), onWait };
  return withKeyLock(gateways[0].aws, lock, async () => {
    const gone: KeyPlace[] = [];
    const faults: string[] = [];
    for (const { gateway, key } of found) {
      try {
        await deleteApiKey(gateway.aws, key.id);
        gone.push({ region: gateway.region, keyId: key.id });
      } catch (error) {
        faults.push(`key ${key.id} still works in ${gateway.region}: ${(error as Error).message}`);
      }
    }
    if (faults.length === 0) return gone;
    const done = gone.map(({ region }) => region).join(', ');
    throw new AwsCallError('failed', [...faults, ...(done ? [`it is revoked in ${done}`] : [])].join('\n'));
  });
}
