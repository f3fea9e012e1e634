import type { Key } from '../../keys/key-index.js';
import type { KeyUpdate, LocalKeyStore } from '../../keys/local-key-store.js';
import type { Operation, OperationInput } from './operation.js';
import { pageOf } from './page.js';
import { readBody } from './read-body.js';
import { ANY_TEXT, readPatch } from './read-patch.js';
import { flagOf, textOf } from './read-query.js';
import { badRequest, found } from './refusals.js';
import { checkTags } from './tag-rules.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html */
const MAX_NAME_LENGTH = 1024;

export const apiKeyOperations: readonly Operation[] = [
  { name: 'CreateApiKey', method: 'POST', path: 'apikeys', status: 201, run: createApiKey },
  { name: 'GetApiKeys', method: 'GET', path: 'apikeys', status: 200, run: getApiKeys },
  { name: 'GetApiKey', method: 'GET', path: 'apikeys/*', status: 200, run: getApiKey },
  { name: 'UpdateApiKey', method: 'PATCH', path: 'apikeys/*', status: 200, run: updateApiKey },
  {
    name: 'DeleteApiKey',
    method: 'DELETE',
    path: 'apikeys/*',
    status: 202,
    run: ({ world, parameter }) => world.keys.revoke(parameter(0)),
  },
];

/** @throws AwsError */
export function requireKey(keys: LocalKeyStore, id: string): Key {
  return found(keys.show(id), 'API Key');
}

function createApiKey({ world, query, body }: OperationInput) {
  if (query.get('mode') === 'import')
    throw badRequest('The local gateway does not serve ImportApiKeys: create each key');
  const fields = readBody(body);
  const [value, description, customerId] = ['value', 'description', 'customerId'].map(fields.text);
  const name = fields.text('name') ?? '';
  const tags = fields.texts('tags') ?? {};
  // A key that does not say so is disabled.
  const enabled = fields.flag('enabled') ?? false;
  // Ids are distinct from values here in any case.
  fields.flag('generateDistinctId');
  if (fields.list('stageKeys')?.length) fields.refuse('stageKeys are legacy; put the key on a usage plan');
  if (name.length > MAX_NAME_LENGTH) fields.refuse(`name must have ${MAX_NAME_LENGTH} characters at most`);
  checkTags(tags, fields.refuse);
  fields.check();
  const given = { ...(value && { value }), ...(description && { description }), ...(customerId && { customerId }) };
  return describeKey(world.keys.create({ name, enabled, tags, ...given, usagePlanIds: [] }), true);
}

function getApiKeys({ world, query }: OperationInput) {
  const [prefix = '', customerId] = [textOf(query, 'name'), textOf(query, 'customerId')];
  const includeValues = flagOf(query, 'includeValues');
  const found = world.keys
    .list()
    .filter((key) => key.name.startsWith(prefix) && (customerId === undefined || key.customerId === customerId));
  const { item, ...rest } = pageOf(found, query);
  return { item: item.map(({ id }) => describeKey(requireKey(world.keys, id), includeValues)), ...rest };
}

function getApiKey({ world, parameter, query }: OperationInput) {
  return describeKey(requireKey(world.keys, parameter(0)), flagOf(query, 'includeValue'));
}

function updateApiKey({ world, parameter, body }: OperationInput) {
  const key = requireKey(world.keys, parameter(0));
  const patch = readPatch(body, {
    '/name': { accepts: ({ length }) => length <= MAX_NAME_LENGTH, expected: `${MAX_NAME_LENGTH} characters at most` },
    '/description': ANY_TEXT,
    '/customerId': ANY_TEXT,
    '/enabled': { accepts: (value) => /^(true|false)$/i.test(value), expected: 'true or false' },
  });
  const [name, description, customerId] = [patch.get('/name'), patch.get('/description'), patch.get('/customerId')];
  const enabled = patch.get('/enabled')?.toLowerCase();
  const changes: KeyUpdate = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(customerId !== undefined && { customerId }),
    ...(enabled !== undefined && { enabled: enabled === 'true' }),
  };
  return describeKey(patch.size > 0 ? world.keys.update(key.id, changes) : key, false);
}

function describeKey(key: Key, includeValue: boolean) {
  const { id, value, name, description, customerId, enabled, tags, createdAtMs, updatedAtMs } = key;
  return {
    id,
    ...(includeValue && { value }),
    ...(name && { name }),
    ...(description && { description }),
    ...(customerId && { customerId }),
    enabled,
    createdDate: Math.floor(createdAtMs / 1000),
    lastUpdatedDate: Math.floor(updatedAtMs / 1000),
    stageKeys: [],
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}
