import type { KeyRecord } from '../../keys/key-tags.js';
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
 * Makes a key in every region and puts it on its plan, or leaves none behind.
 *
 * @throws AwsCallError with the keys that could not be taken back, and how to mend that
 */
export async function makeKey(gateways: GatewaySet, key: KeyToMake): Promise<readonly KeyPlace[]> {
  for (const gateway of gateways) planNamed(gateway, key.plan);
  const begun: Begun[] = [];
  try {
    for (const gateway of gateways) await makeInRegion(gateway, key, (keyId) => begun.push({ gateway, keyId }));
    return begun.map(({ gateway, keyId = '' }) => ({ region: gateway.region, keyId }));
  } catch (error) {
    throw await afterRollback(error, begun, key.record.request);
  }
}

/** What has to be taken back: without an id, the call that may have made it got no answer. */
interface Begun {
  readonly gateway: RegionGateway;
  readonly keyId: string | undefined;
}

/**
 * Makes a key in one region, or finds the one that the same call has made before its answer was lost: nobody else has
 * its value, so a conflict is with ourselves.
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
    const made = failedFor(error, 'conflict') && (await findByRequest(aws, gateway, key.record.request));
    if (made) return made.id;
    throw error;
  }
}

/** The error that says what is left, where something is. */
async function afterRollback(error: unknown, begun: readonly Begun[], request: string): Promise<unknown> {
  const left: string[] = [];
  for (const one of begun) {
    const fault = await takeBack(one, request);
    if (fault !== undefined) left.push(fault);
  }
  if (left.length === 0 || !(error instanceof Error)) return error;
  const fault = error instanceof AwsCallError ? error.fault : 'failed';
  return new AwsCallError(fault, `${error.message}\nnot everything could be taken back:\n${left.join('\n')}`);
}

async function takeBack({ gateway, keyId }: Begun, request: string): Promise<string | undefined> {
  const { aws, region, name } = gateway;
  let id = keyId;
  try {
    id ??= (await findByRequest(aws, name, request))?.id;
    if (id !== undefined) await deleteApiKey(aws, id);
    return undefined;
  } catch {
    return id === undefined
      ? `  in ${region} there may be a key with the tag gatewright:request = ${request}, whose value nobody knows; gatewright keys check --region ${region} finds it`
      : `  key ${id} in ${region} is still there, and nobody knows its value; mend it with: gatewright keys revoke ${id} --region ${region}`;
  }
}
