import { type ApiKey, deleteApiKey } from '../api-keys.js';
import { type KeyEverywhere, lockSubject } from './find-key.js';
import { holdGateways } from './hold-gateways.js';
import { kinOf } from './key-kin.js';
import type { KeyPlace } from './make-key.js';
import type { GatewaySet, RegionGateway } from './region-gateway.js';

export interface Revoked {
  readonly places: readonly KeyPlace[];
  /** Keys that rotations had replaced by it: their values ended with it, also in their grace. */
  readonly former: readonly KeyPlace[];
  /** Keys that took its place: these go on. */
  readonly later: readonly KeyPlace[];
  /** Regions where a key still works, and why. */
  readonly faults: readonly string[];
}

/**
 * Deletes a key in every region that has it, and what it took the place of: whoever is cut off has no former value
 * left. Where one region fails the others go on: a key that is to be cut off is better gone in most than in none.
 */
export async function revokeKey(gateways: GatewaySet, found: KeyEverywhere, onWait?: () => void): Promise<Revoked> {
  return holdGateways(gateways, { subject: lockSubject(found), onWait }, async (held) => {
    const done: Ends = { places: [], former: [], later: [], faults: [] };
    for (const gateway of held) {
      const own = found.find((one) => one.gateway.region === gateway.region)?.key;
      await endKin(gateway, found[0].key, done);
      if (own) await end(gateway, own, done.places, done.faults);
    }
    return done;
  });
}

type Ends = { readonly [Field in keyof Revoked]: Revoked[Field][number][] };

async function endKin(gateway: RegionGateway, { id, record }: ApiKey, { former, later, faults }: Ends): Promise<void> {
  const { region } = gateway;
  const kin = await kinOf(gateway, record.request).catch((error: Error) => error);
  if (kin instanceof Error) {
    faults.push(`what key ${id} took the place of is not known in ${region}, and may still work: ${kin.message}`);
    return;
  }
  for (const key of kin.former) await end(gateway, key, former, faults);
  later.push(...kin.later.filter(({ enabled }) => enabled).map((key) => ({ region, keyId: key.id })));
}

async function end({ aws, region }: RegionGateway, { id }: ApiKey, ended: KeyPlace[], faults: string[]): Promise<void> {
  try {
    await deleteApiKey(aws, id);
    ended.push({ region, keyId: id });
  } catch (error) {
    faults.push(`key ${id} still works in ${region}: ${(error as Error).message}`);
  }
}
