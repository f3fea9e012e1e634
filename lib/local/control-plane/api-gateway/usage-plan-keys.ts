import type { Key } from '../../keys/key-index.js';
import { requireKey } from './api-keys.js';
import type { Operation, OperationInput } from './operation.js';
import { pageOf } from './page.js';
import { readBody } from './read-body.js';
import { textOf } from './read-query.js';
import { notFound } from './refusals.js';
import { requirePlan } from './usage-plans.js';

const ONE = 'usageplans/*/keys/*';

export const usagePlanKeyOperations: readonly Operation[] = [
  { name: 'GetUsagePlanKeys', method: 'GET', path: 'usageplans/*/keys', status: 200, run: getUsagePlanKeys },
  { name: 'CreateUsagePlanKey', method: 'POST', path: 'usageplans/*/keys', status: 201, run: createUsagePlanKey },
  { name: 'GetUsagePlanKey', method: 'GET', path: ONE, status: 200, run: (input) => describe(planKey(input)) },
  { name: 'DeleteUsagePlanKey', method: 'DELETE', path: ONE, status: 202, run: deleteUsagePlanKey },
];

function getUsagePlanKeys({ world, parameter, query }: OperationInput) {
  const plan = requirePlan(world.keys, parameter(0));
  const prefix = textOf(query, 'name') ?? '';
  const found = world.keys.list().filter((key) => key.usagePlanIds.includes(plan.id) && key.name.startsWith(prefix));
  const { item, ...rest } = pageOf(found, query);
  return { item: item.map(({ id }) => describe(requireKey(world.keys, id))), ...rest };
}

function createUsagePlanKey({ world, parameter, body }: OperationInput) {
  const plan = requirePlan(world.keys, parameter(0));
  const fields = readBody(body);
  const [keyId, keyType] = [fields.text('keyId'), fields.text('keyType')];
  if (!keyId) fields.refuse('keyId is required');
  if (keyType !== 'API_KEY') fields.refuse('keyType must be API_KEY');
  fields.check();
  return describe(world.keys.addPlan(keyId ?? '', plan.id));
}

function deleteUsagePlanKey(input: OperationInput): undefined {
  const plan = requirePlan(input.world.keys, input.parameter(0));
  input.world.keys.removePlan(planKey(input).id, plan.id);
}

function planKey({ world, parameter }: OperationInput): Key {
  const plan = requirePlan(world.keys, parameter(0));
  const key = requireKey(world.keys, parameter(1));
  if (key.usagePlanIds.includes(plan.id)) return key;
  throw notFound(`The API key ${key.id} is not on the usage plan ${plan.id}`);
}

function describe({ id, name, value }: Key) {
  return { id, type: 'API_KEY', value, ...(name && { name }) };
}
