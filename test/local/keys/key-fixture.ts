import type { KeyStoreOptions } from '../../../lib/local/keys/key-store.js';
import { createKeyStore } from '../../../lib/local/keys/key-store.js';
import type { ApiKeyModel, UsagePlanModel } from '../../../lib/local/model/cloud.js';

export const GET_PETS = { apiId: 'pets', stage: 'prod', methodKey: '/pets/GET' };
export const GET_PET = { apiId: 'pets', stage: 'prod', methodKey: '/pets/{id}/GET' };
export const GET_BOOKS = { apiId: 'books', stage: 'live', methodKey: '/books/GET' };
export const VALUE = 'TemplateKeyValue000001';

export function plan(id: string, given: Partial<UsagePlanModel> = {}): UsagePlanModel {
  const apiStages = [{ apiId: 'pets', stage: 'prod', throttle: {} }];
  return { stackName: 'Shop', logicalId: `${id}Plan`, id, name: id, apiStages, ...given };
}

export function key(id: string, given: Partial<ApiKeyModel> = {}): ApiKeyModel {
  return {
    stackName: 'Shop',
    logicalId: id,
    id,
    name: id,
    value: VALUE,
    enabled: true,
    usagePlanIds: ['free'],
    ...given,
  };
}

/** A store on a clock that stands still until it is moved. */
export function store(given: Partial<KeyStoreOptions>, startAt = '2026-11-21T10:00:00Z') {
  let now = Date.parse(startAt);
  const keys = createKeyStore({ usagePlans: [], apiKeys: [], nowMs: () => now, ...given });
  return {
    keys,
    wait(ms: number) {
      now += ms;
    },
  };
}
