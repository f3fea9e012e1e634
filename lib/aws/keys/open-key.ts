import { findKey, type KeyEverywhere, otherRegions, withSiblings } from './find-key.js';
import { type GatewayQuery, type GatewaySet, openGateways, type RegionGateway } from './region-gateway.js';

/** A key that something is to be done to, wherever its value works. */
export interface OpenedKey {
  /** Those that were named, and those that the key's record names besides. */
  readonly gateways: GatewaySet;
  readonly found: KeyEverywhere;
  /** Regions that the record names and nobody else did. */
  readonly added: readonly string[];
  /** Regions of the record where the gateway could not be opened. */
  readonly unreached: readonly UnreachedRegion[];
}

export interface UnreachedRegion {
  readonly region: string;
  readonly error: Error;
}

/**
 * Finds a key, and the gateway in every region that the key's record names: one value must not live on in one of them.
 *
 * @throws as `openGateways` and `findKey`, for the regions that were named
 */
export async function openKey(query: GatewayQuery, idOrName: string): Promise<OpenedKey> {
  const named = await openGateways(query);
  const found = await findKey(named, idOrName);
  const opened: RegionGateway[] = [];
  const unreached: UnreachedRegion[] = [];
  for (const region of otherRegions(named, found)) {
    try {
      opened.push((await openGateways({ ...query, gateway: named[0].name, regions: [region] }))[0]);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      unreached.push({ region, error });
    }
  }
  if (opened.length === 0) return { gateways: named, found, added: [], unreached };
  const gateways: GatewaySet = [...named, ...opened];
  const added = opened.map(({ region }) => region);
  return { gateways, found: await withSiblings(gateways, found[0]), added, unreached };
}

/** @throws the first error where a region of the key's record could not be opened: what is done there or nowhere is not begun */
export function requireReached({ found: [{ key }], unreached: [first] }: OpenedKey): void {
  if (first === undefined) return;
  const { region, error } = first;
  error.message = `key ${key.id} is also in ${region}, as its record says, so nothing was changed: ${error.message}`;
  throw error;
}

/** What a key may still open where the gateway could not be opened, for who ends it. */
export function unreachedFaults({ found: [{ key }], unreached }: OpenedKey): readonly string[] {
  return unreached.map(
    ({ region, error }) =>
      `the value of key ${key.id} may still work in ${region}, which its record names: ${error.message}`,
  );
}
