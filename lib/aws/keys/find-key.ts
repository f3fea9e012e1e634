import { oneLine } from '../../errors/one-line.js';
import { KeyRequestError } from '../../keys/key-request-error.js';
import { regionsOf } from '../../keys/key-tags.js';
import { type ApiKey, findByRequest, getApiKey, listApiKeys } from '../api-keys.js';
import { isOnPlan } from '../usage-plans.js';
import type { GatewaySet, RegionGateway } from './region-gateway.js';

/** A key in one region. */
export interface FoundKey {
  readonly gateway: RegionGateway;
  readonly key: ApiKey;
}

/** One key, wherever it is: one value, one request, an id in each region. */
export type KeyEverywhere = readonly [FoundKey, ...FoundKey[]];

/**
 * The key of a gateway that an id or an unambiguous name means, in every region that has it.
 *
 * @throws KeyRequestError where there is none, or several and which is meant is open
 */
export async function findKey(gateways: GatewaySet, idOrName: string): Promise<KeyEverywhere> {
  refuseValue(idOrName);
  const byId = await findById(gateways, idOrName);
  if (byId) return byId;
  const named: FoundKey[] = [];
  for (const gateway of gateways) named.push(...(await findByName(gateway, idOrName)));
  return theOnly(named, idOrName, gateways[0].name);
}

/** A value would end in the shell's history, and in logs of the address. */
function refuseValue(text: string): void {
  if (/^[A-Za-z0-9]{30,128}$/.test(text))
    throw new KeyRequestError(
      "that looks like a key's value: name the key by its id or name, and rotate it, now that its value stands in this shell's history",
    );
}

const ID = /^[A-Za-z0-9]{6,20}$/;

async function findById(gateways: GatewaySet, id: string): Promise<KeyEverywhere | undefined> {
  if (!ID.test(id)) return undefined;
  for (const gateway of gateways) {
    const key = await getApiKey(gateway.aws, id);
    if (key && (await belongs(gateway, key))) return withSiblings(gateways, { gateway, key });
  }
  return undefined;
}

/** A key that somebody put on a plan by hand belongs to it as well: it opens the gateway. */
async function belongs({ aws, name, plans }: RegionGateway, { id, record }: ApiKey): Promise<boolean> {
  if (record.lock !== undefined) return false;
  if (record.gateway !== undefined) return record.gateway === name;
  for (const plan of plans) if (await isOnPlan(aws, plan.id, id)) return true;
  return false;
}

/** A key that was found, with what has its request in the other regions. */
export async function withSiblings(gateways: GatewaySet, found: FoundKey): Promise<KeyEverywhere> {
  const { request } = found.key.record;
  const others = gateways.filter((gateway) => gateway !== found.gateway);
  const siblings: FoundKey[] = [];
  for (const gateway of request === undefined ? [] : others) {
    const key = await findByRequest(gateway.aws, gateway.name, request ?? '');
    if (key) siblings.push({ gateway, key });
  }
  return [found, ...siblings];
}

async function findByName(gateway: RegionGateway, name: string): Promise<readonly FoundKey[]> {
  const found: FoundKey[] = [];
  for await (const page of listApiKeys(gateway.aws, { namePrefix: name })) {
    for (const key of page) {
      if (key.name === name && key.record.gateway === gateway.name && !key.record.lock) found.push({ gateway, key });
    }
  }
  return found;
}

function theOnly(named: readonly FoundKey[], name: string, gateway: string): KeyEverywhere {
  // A rotated key keeps its name until its grace is over: the name means the one that took its place.
  const current = named.filter(({ key }) => key.record.replacedBy === undefined);
  const meant = current.length > 0 ? current : named;
  const [first, ...others] = meant;
  if (!first)
    throw new KeyRequestError(`gateway ${gateway} has no key ${oneLine(name)}; gatewright keys list shows all`);
  const isOne = others.every(
    ({ key }) => key.record.request !== undefined && key.record.request === first.key.record.request,
  );
  if (isOne) return [first, ...others];
  const ids = meant.map(({ key, gateway: { region } }) => `${key.id} in ${region}`).join(', ');
  throw new KeyRequestError(`several keys are named ${oneLine(name)}; name one by its id: ${ids}`);
}

/**
 * Regions of the key's record that are not of the set. A record that does not name where the key stands is of another
 * place: a local gateway answers under any region's name.
 */
export function otherRegions(gateways: GatewaySet, [{ gateway, key }]: KeyEverywhere): readonly string[] {
  const recorded = regionsOf(key.record);
  if (!recorded.includes(gateway.region)) return [];
  return recorded.filter((region) => gateways.every((one) => one.region !== region));
}

/** @throws KeyRequestError where a region of the set does not have the key, or the set lacks one of the key's record */
export function requireEverywhere(gateways: GatewaySet, found: KeyEverywhere): void {
  refuseNarrow(gateways, found);
  const missing = gateways
    .filter((gateway) => found.every((one) => one.gateway !== gateway))
    .map(({ region }) => region);
  if (missing.length === 0) return;
  const [{ key, gateway }] = found;
  const isRecorded = missing.every((region) => regionsOf(key.record).includes(region));
  const mend = isRecorded
    ? `though its record says so; revoke it with gatewright keys revoke ${key.id}, and issue it anew`
    : 'leave these out of --regions, or revoke it and issue it anew';
  throw new KeyRequestError(`key ${key.id} of ${gateway.region} is not in ${missing.join(', ')}; ${mend}`);
}

function refuseNarrow(gateways: GatewaySet, found: KeyEverywhere): void {
  const others = otherRegions(gateways, found);
  if (others.length === 0) return;
  const [{ key }] = found;
  throw new KeyRequestError(
    `key ${key.id} is also in ${others.join(', ')}, where its value would go on as it is; name all its regions: --regions ${regionsOf(key.record).join(',')}`,
  );
}

/** What two runs on the same key must not work on at once. */
export function lockSubject([{ key }]: KeyEverywhere): string {
  return `key ${key.record.request ?? key.id}`;
}

/**
 * A key as it stands now, under its lock: somebody else may have been at work.
 *
 * @param held the gateways as the lock gives them
 * @throws KeyRequestError where it is gone
 */
export async function readAgain(found: KeyEverywhere, held: GatewaySet): Promise<KeyEverywhere> {
  const again: FoundKey[] = [];
  for (const gateway of held) {
    const key = found.find((one) => one.gateway.region === gateway.region)?.key;
    if (!key) continue;
    const current = await getApiKey(gateway.aws, key.id);
    if (current) again.push({ gateway, key: current });
  }
  const [first, ...others] = again;
  if (!first || again.length < found.length)
    throw new KeyRequestError(`key ${found[0].key.id} was revoked by somebody else in the meantime`);
  return [first, ...others];
}
