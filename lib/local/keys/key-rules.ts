import type { UsagePlanModel } from '../model/cloud.js';
import type { Key, KeyIndex } from './key-index.js';
import { KeyRequestError } from './key-request-error.js';
import { isKeyValue } from './key-value.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_PLANS_A_KEY = 10;
const MAX_KEYS = 10_000;

type Plans = ReadonlyMap<string, UsagePlanModel>;

/** @throws KeyRequestError for an unknown key, or one of the template */
export function requireIssuedKey(index: KeyIndex, id: string): Key {
  const key = index.withId(id);
  if (key?.origin === 'issued') return key;
  if (key === undefined) throw new KeyRequestError('unknown-key', `there is no key ${id}`);
  throw new KeyRequestError('template-key', `the key ${id} belongs to the template; change it there`);
}

/** @throws KeyRequestError for a value that API Gateway would refuse, or one that is taken, or one key too many */
export function requireNewValue(index: KeyIndex, value: string): void {
  if (!isKeyValue(value)) throw new KeyRequestError('bad-value', "a key's value has 20 to 128 letters and digits");
  if (index.withValue(value)) throw new KeyRequestError('value-taken', 'another key has this value');
  if (index.count() >= MAX_KEYS) throw new KeyRequestError('too-many-keys', `an account has ${MAX_KEYS} keys at most`);
}

/** @throws KeyRequestError for an unknown plan */
export function requirePlan(plans: Plans, id: string): UsagePlanModel {
  const plan = plans.get(id);
  if (plan === undefined) throw new KeyRequestError('unknown-plan', `there is no usage plan ${id}`);
  return plan;
}

/**
 * "A given API key can only be associated with one usage plan for each stage of your API."
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-usage-plans.html
 *
 * @throws KeyRequestError for more plans than a key may have, and for two plans of one stage
 */
export function requireCompatiblePlans(plans: Plans, ids: readonly string[]): void {
  const known = ids.flatMap((id) => plans.get(id) ?? []);
  if (known.length > MAX_PLANS_A_KEY) {
    throw new KeyRequestError('too-many-plans', `a key is on ${MAX_PLANS_A_KEY} usage plans at most`);
  }
  const planOfStage = new Map<string, string>();
  for (const plan of known) {
    for (const { apiId, stage } of plan.apiStages) {
      const other = planOfStage.get(`${apiId} ${stage}`);
      if (other !== undefined) throw stageConflict(other, plan.id, `${apiId}:${stage}`);
      planOfStage.set(`${apiId} ${stage}`, plan.id);
    }
  }
}

function stageConflict(one: string, other: string, stage: string): KeyRequestError {
  const message = `a key is on one usage plan of a stage only, and ${one} and ${other} both hold ${stage}`;
  return new KeyRequestError('stage-conflict', message);
}

export function notOnPlan(keyId: string, usagePlanId: string): KeyRequestError {
  return new KeyRequestError('not-on-plan', `the key ${keyId} is not on the usage plan ${usagePlanId}`);
}
