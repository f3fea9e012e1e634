import { tagApiKey } from '../api-keys.js';
import { AwsCallError } from '../aws-call-error.js';
import { isOnPlan, putOnPlan, takeOffPlan } from '../usage-plans.js';
import { type FoundKey, type KeyEverywhere, lockSubject, readAgain, requireEverywhere } from './find-key.js';
import { holdGateways } from './hold-gateways.js';
import { type GatewaySet, planNamed } from './region-gateway.js';

export interface Moved {
  /** Names of the plans that the key was on, in the first region. */
  readonly from: readonly string[];
}

/**
 * Puts a key on another plan, in every region. A key can be on one plan of a stage only, so it is on none for the
 * moment between two calls, and the gateway refuses it: done at a quiet time, nobody sees it.
 *
 * @throws KeyRequestError for an unknown plan; AwsCallError with what could not be put back
 */
export async function moveKey(
  gateways: GatewaySet,
  found: KeyEverywhere,
  plan: string,
  onWait?: () => void,
): Promise<Moved> {
  requireEverywhere(gateways, found);
  for (const { gateway } of found) planNamed(gateway, plan);
  return holdGateways(gateways, { subject: lockSubject(found), onWait }, async (held) => {
    const undo: (() => Promise<void>)[] = [];
    let from: readonly string[] | undefined;
    try {
      for (const one of await readAgain(found, held)) {
        const left = await moveInRegion(one, plan, undo);
        from ??= left;
      }
    } catch (error) {
      throw await afterUndo(error, undo);
    }
    return { from: from ?? [] };
  });
}

async function moveInRegion(
  { gateway, key }: FoundKey,
  plan: string,
  undo: (() => Promise<void>)[],
): Promise<readonly string[]> {
  const { aws, plans, region } = gateway;
  const target = planNamed(gateway, plan);
  const left: string[] = [];
  for (const other of plans) {
    if (other.id === target.id || !(await isOnPlan(aws, other.id, key.id))) continue;
    undo.push(() =>
      naming(`key ${key.id} in ${region} is not on plan ${other.name} any more`, putOnPlan(aws, other.id, key.id)),
    );
    await takeOffPlan(aws, other.id, key.id);
    left.push(other.name);
  }
  undo.push(() => naming(`key ${key.id} in ${region} is on plan ${plan}`, takeOffPlan(aws, target.id, key.id)));
  await putOnPlan(aws, target.id, key.id);
  const { plan: tagged } = key.record;
  if (tagged !== plan) await tagApiKey(aws, key.id, { plan });
  undo.push(() =>
    naming(`key ${key.id} in ${region} has the tag of plan ${plan}`, tagApiKey(aws, key.id, { plan: tagged ?? plan })),
  );
  return left;
}

function naming(fault: string, work: Promise<void>): Promise<void> {
  return work.catch(() => {
    throw new Error(fault);
  });
}

async function afterUndo(error: unknown, undo: readonly (() => Promise<void>)[]): Promise<unknown> {
  const left: string[] = [];
  for (const step of undo.toReversed()) await step().catch((fault: Error) => left.push(`  ${fault.message}`));
  if (left.length === 0 || !(error instanceof Error)) return error;
  const fault = error instanceof AwsCallError ? error.fault : 'failed';
  return new AwsCallError(fault, `${error.message}\nnot everything could be put back:\n${left.join('\n')}`);
}
