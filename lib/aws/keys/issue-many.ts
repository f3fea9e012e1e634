import { listApiKeys } from '../api-keys.js';
import { putOnPlan } from '../usage-plans.js';
import { type KeyPlace, type KeyToMake, makeInRegion, recordingRegions } from './make-key.js';
import { type GatewaySet, planNamed, type RegionGateway } from './region-gateway.js';

/** Ids of keys that requests have made, by region. */
export type MadeKeys = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The keys of requests that begin alike: those of one job. */
export async function keysOfRequests(gateways: GatewaySet, prefix: string): Promise<MadeKeys> {
  const made = new Map<string, ReadonlyMap<string, string>>();
  for (const { aws, region, name } of gateways) {
    const ids = new Map<string, string>();
    for await (const page of listApiKeys(aws)) {
      for (const { id, record } of page) {
        if (record.gateway === name && record.request?.startsWith(prefix)) ids.set(record.request, id);
      }
    }
    made.set(region, ids);
  }
  return made;
}

export interface ManyKeys<Key extends KeyToMake> {
  /** Their values are on disk already: what is interrupted goes on with the same values. */
  readonly keys: readonly Key[];
  /** What former runs have made. */
  readonly made: MadeKeys;
  readonly onIssued: (key: Key, places: readonly KeyPlace[]) => void;
}

/** Several calls under way at once use the control plane's rate to the full, however long each takes. */
const WORKERS = 8;

/**
 * Issues many keys at the control plane's rate. After the first failure nothing new is begun.
 *
 * @throws AwsCallError of the first failure, once what was under way is done
 */
export async function issueMany<Key extends KeyToMake>(gateways: GatewaySet, many: ManyKeys<Key>): Promise<void> {
  const waiting = many.keys[Symbol.iterator]();
  let failure: { readonly error: unknown } | undefined;
  async function work(): Promise<void> {
    for (let next = waiting.next(); !next.done && !failure; next = waiting.next()) {
      try {
        many.onIssued(next.value, await issueEverywhere(gateways, next.value, many.made));
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work));
  if (failure) throw failure.error;
}

async function issueEverywhere(gateways: GatewaySet, toMake: KeyToMake, made: MadeKeys): Promise<readonly KeyPlace[]> {
  const key = recordingRegions(gateways, toMake);
  const places: KeyPlace[] = [];
  for (const gateway of gateways) {
    const former = made.get(gateway.region)?.get(key.record.request);
    const keyId = former === undefined ? await makeInRegion(gateway, key) : await onItsPlan(gateway, key, former);
    places.push({ region: gateway.region, keyId });
  }
  return places;
}

async function onItsPlan(gateway: RegionGateway, key: KeyToMake, keyId: string): Promise<string> {
  await putOnPlan(gateway.aws, planNamed(gateway, key.plan).id, keyId);
  return keyId;
}
