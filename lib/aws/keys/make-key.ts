import { KeyRequestError } from '../../keys/key-request-error.js';
import { isTagValue, type KeyRecord, regionsTagOf } from '../../keys/key-tags.js';
import { createApiKey, deleteApiKey, findByRequest } from '../api-keys.js';
import { AwsCallError, failedFor } from '../aws-call-error.js';
import { putOnPlan } from '../usage-plans.js';
import { type GatewaySet, planNamed, type RegionGateway } from './region-gateway.js';

export interface KeyToMake {
  readonly name: string;
  readonly description?: string | undefined;
  readonly value: string;
  /** The plan's name. */
  readonly plan: string;
  readonly record: KeyRecord & { readonly request: string };
}

/** Where a key is. */
export interface KeyPlace {
  readonly region: string;
  readonly keyId: string;
}

/**
 * The key with the regions in its record: who ends it later in one of them knows of the others.
 *
 * @throws KeyRequestError where a tag does not hold so many
 */
export function recordingRegions<Key extends KeyToMake>(gateways: GatewaySet, key: Key): Key {
  const regions = regionsTagOf(gateways.map(({ region }) => region));
  if (!isTagValue(regions))
    throw new KeyRequestError(`one key cannot be in ${gateways.length} regions: its tag is full`);
  return { ...key, record: { ...key.record, regions } };
}

/**
 * Makes a key in every region and puts it on its plan, or leaves none behind.
 *
 * @param free the same gateways, for taking back what this run has made: that goes also where its lock is over
 * @throws AwsCallError with the keys that could not be taken back, and how to mend that
 */
export async function makeKey(
  gateways: GatewaySet,
  toMake: KeyToMake,
  free: GatewaySet = gateways,
): Promise<readonly KeyPlace[]> {
  for (const gateway of gateways) planNamed(gateway, toMake.plan);
  const key = recordingRegions(gateways, toMake);
  const begun: Begun[] = [];
  try {
    for (const [index, gateway] of gateways.entries())
      await makeInRegion(gateway, key, (keyId) => begun.push({ gateway: free[index] ?? gateway, keyId }));
    return begun.map(({ gateway, keyId = '' }) => ({ region: gateway.region, keyId }));
  } catch (error) {
    throw await afterRollback(error, begun, key.record);
  }
}

/** What has to be taken back: without an id, the call that may have made it got no answer. */
interface Begun {
  readonly gateway: RegionGateway;
  readonly keyId: string | undefined;
}

/**
 * Makes a key in one region, or finds the one that the same call has made before its answer was lost: nobody else has
 * its value, so a conflict is with ourselves. Where other runs may make the same request, the record names this run.
 *
 * @param begun told as soon as there is a key, or may be one
 */
export async function makeInRegion(
  gateway: RegionGateway,
  key: KeyToMake,
  begun?: (keyId: string | undefined) => void,
): Promise<string> {
  const keyId = await createOrFind(gateway, key).catch((error: unknown) => {
    if (failedFor(error, 'interrupted', 'failed')) begun?.(undefined);
    throw error;
  });
  begun?.(keyId);
  await putOnPlan(gateway.aws, planNamed(gateway, key.plan).id, keyId);
  return keyId;
}

async function createOrFind({ aws, name: gateway }: RegionGateway, key: KeyToMake): Promise<string> {
  try {
    return await createApiKey(aws, { ...key, enabled: true });
  } catch (error) {
    const { request, run } = key.record;
    const made = failedFor(error, 'conflict') && (await findByRequest(aws, gateway, request, run));
    if (made) return made.id;
    throw error;
  }
}

/** The error that says what is left, where something is. */
async function afterRollback(error: unknown, begun: readonly Begun[], record: KeyToMake['record']): Promise<unknown> {
  const left: string[] = [];
  for (const one of begun) {
    const fault = await takeBack(one, record);
    if (fault !== undefined) left.push(fault);
  }
  if (left.length === 0 || !(error instanceof Error)) return error;
  const fault = error instanceof AwsCallError ? error.fault : 'failed';
  return new AwsCallError(fault, `${error.message}\nnot everything could be taken back:\n${left.join('\n')}`);
}

/** Only what this run has made: another run may have made the same request in the meantime. */
async function takeBack({ gateway, keyId }: Begun, { request, run }: KeyToMake['record']): Promise<string | undefined> {
  const { aws, region, name } = gateway;
  let id = keyId;
  try {
    id ??= (await findByRequest(aws, name, request, run))?.id;
    if (id !== undefined) await deleteApiKey(aws, id);
    return undefined;
  } catch {
    return id === undefined
      ? `  in ${region} there may be a key with the tag gatewright:request = ${request}, whose value nobody knows; gatewright keys check --region ${region} finds it`
      : `  key ${id} in ${region} is still there, and nobody knows its value; mend it with: gatewright keys revoke ${id} --region ${region}`;
  }
}
