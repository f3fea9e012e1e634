import { describe, expect, it } from 'vitest';
import { KeyRequestError } from '../../../lib/local/keys/key-request-error.js';
import { isKeyValue, randomText } from '../../../lib/local/keys/key-value.js';
import type { IssueRequest } from '../../../lib/local/keys/local-key-store.js';
import { GET_BOOKS, GET_PET, GET_PETS, key, plan, store, VALUE } from './key-fixture.js';

describe('whom it admits', () => {
  it('admits a key of a plan for its API and stage', () => {
    const { keys } = store({ usagePlans: [plan('free')], apiKeys: [key('k1')] });
    expect(keys.admit(VALUE, GET_PETS)).toEqual({ kind: 'allowed', keyId: 'k1', usagePlanId: 'free' });
  });

  it.each([
    ['an unknown value', `${VALUE}x`, GET_PETS, {}, {}],
    ['an empty value', '', GET_PETS, { value: '' }, {}],
    ['a disabled key', VALUE, GET_PETS, { enabled: false }, {}],
    ['a key without a plan', VALUE, GET_PETS, { usagePlanIds: [] }, {}],
    ['a key of a plan that is gone', VALUE, GET_PETS, { usagePlanIds: ['gone'] }, {}],
    ['another stage', VALUE, { ...GET_PETS, stage: 'test' }, {}, {}],
    ['another API', VALUE, GET_BOOKS, {}, {}],
    ['a plan without stages', VALUE, GET_PETS, {}, { apiStages: [] }],
  ])('refuses %s', (_name, value, api, keyGiven, planGiven) => {
    const { keys } = store({ usagePlans: [plan('free', planGiven)], apiKeys: [key('k1', keyGiven)] });
    expect(keys.admit(value, api)).toEqual({ kind: 'invalid' });
  });

  it('takes the plan that covers the API where a key has several', () => {
    const books = plan('gold', { apiStages: [{ apiId: 'books', stage: 'live', throttle: {} }] });
    const { keys } = store({
      usagePlans: [plan('free'), books],
      apiKeys: [key('k1', { usagePlanIds: ['free', 'gold'] })],
    });
    expect(keys.admit(VALUE, GET_BOOKS)).toMatchObject({ usagePlanId: 'gold' });
    expect(keys.admit(VALUE, GET_PETS)).toMatchObject({ usagePlanId: 'free' });
  });
});

describe('throttle', () => {
  const throttle = { ratePerSecond: 2, burst: 3 };

  it('lets a burst through, then says when to come back', () => {
    const { keys, wait } = store({ usagePlans: [plan('free', { throttle })], apiKeys: [key('k1')] });
    const kinds = () => [1, 2, 3, 4].map(() => keys.admit(VALUE, GET_PETS).kind);
    expect(kinds()).toEqual(['allowed', 'allowed', 'allowed', 'throttled']);
    expect(keys.admit(VALUE, GET_PETS)).toEqual({ kind: 'throttled', keyId: 'k1', retryAfterSeconds: 1 });
    wait(1_000);
    expect(kinds()).toEqual(['allowed', 'allowed', 'throttled', 'throttled']);
  });

  it('counts each key for itself', () => {
    const other = key('k2', { value: 'AnotherKeyValue0000002' });
    const { keys } = store({
      usagePlans: [plan('free', { throttle: { ratePerSecond: 1, burst: 1 } })],
      apiKeys: [key('k1'), other],
    });
    expect(keys.admit(VALUE, GET_PETS).kind).toBe('allowed');
    expect(keys.admit(VALUE, GET_PETS).kind).toBe('throttled');
    expect(keys.admit(other.value, GET_PETS).kind).toBe('allowed');
  });

  it('holds a method to the limit that the plan sets for it', () => {
    const apiStages = [
      { apiId: 'pets', stage: 'prod', throttle: { '/pets/{id}/GET': { ratePerSecond: 0, burst: 1 } } },
    ];
    const { keys } = store({ usagePlans: [plan('free', { throttle, apiStages })], apiKeys: [key('k1')] });
    expect(keys.admit(VALUE, GET_PET).kind).toBe('allowed');
    expect(keys.admit(VALUE, GET_PET)).toEqual({ kind: 'throttled', keyId: 'k1', retryAfterSeconds: 86_400 });
    expect(keys.admit(VALUE, GET_PETS).kind).toBe('allowed');
  });
});

describe('quota', () => {
  const quota = { limit: 2, period: 'DAY', offset: 0 } as const;

  it('refuses what is over the limit until the period ends', () => {
    const { keys, wait } = store(
      { usagePlans: [plan('free', { quota })], apiKeys: [key('k1')] },
      '2026-11-21T23:59:30Z',
    );
    expect(keys.admit(VALUE, GET_PETS).kind).toBe('allowed');
    expect(keys.admit(VALUE, GET_PET).kind).toBe('allowed');
    expect(keys.admit(VALUE, GET_PETS)).toEqual({ kind: 'quota-exceeded', keyId: 'k1', retryAfterSeconds: 30 });
    expect(keys.usage('free', 'k1')).toEqual({ used: 2, remaining: 0 });
    wait(30_000);
    expect(keys.usage('free', 'k1')).toEqual({ used: 0, remaining: 2 });
    expect(keys.admit(VALUE, GET_PETS).kind).toBe('allowed');
  });

  it('is not spent by what the throttle refuses', () => {
    const throttle = { ratePerSecond: 1, burst: 1 };
    const { keys, wait } = store({ usagePlans: [plan('free', { quota, throttle })], apiKeys: [key('k1')] });
    expect([1, 2, 3].map(() => keys.admit(VALUE, GET_PETS).kind)).toEqual(['allowed', 'throttled', 'throttled']);
    wait(1_000);
    expect(keys.admit(VALUE, GET_PETS).kind).toBe('allowed');
  });
});

const STARTED = Date.parse('2026-11-21T10:00:00Z');

describe('issued keys', () => {
  it('work at once, are listed without their value, and end with their revocation', () => {
    const { keys } = store({ usagePlans: [plan('free')] });
    const { id, value } = keys.issue({ usagePlanId: 'free', name: 'partner' });
    expect(isKeyValue(value)).toBe(true);
    expect(keys.admit(value, GET_PETS)).toMatchObject({ kind: 'allowed', keyId: id });
    expect(keys.list()).toEqual([
      {
        id,
        name: 'partner',
        enabled: true,
        tags: {},
        usagePlanIds: ['free'],
        createdAtMs: STARTED,
        updatedAtMs: STARTED,
        origin: 'issued',
      },
    ]);
    expect(keys.show(id)?.value).toBe(value);
    keys.revoke(id);
    expect(keys.admit(value, GET_PETS)).toEqual({ kind: 'invalid' });
    expect(keys.list()).toEqual([]);
  });

  it('can be disabled and moved to another plan', () => {
    const { keys } = store({ usagePlans: [plan('free'), plan('gold')] });
    const { id, value } = keys.issue({ usagePlanId: 'free', name: 'partner' });
    keys.setEnabled(id, false);
    expect(keys.admit(value, GET_PETS).kind).toBe('invalid');
    keys.setEnabled(id, true);
    keys.setPlans(id, ['gold']);
    expect(keys.admit(value, GET_PETS)).toMatchObject({ usagePlanId: 'gold' });
    expect(keys.usage('free', id)).toBeUndefined();
    expect(keys.usage('gold', id)).toEqual({ used: 1, remaining: undefined });
  });

  const refused: readonly [name: string, request: IssueRequest, message: RegExp][] = [
    ['an unknown plan', { usagePlanId: 'none', name: 'n' }, /no usage plan none/],
    ['a value that is too short', { usagePlanId: 'free', name: 'n', value: 'a'.repeat(19) }, /20 to 128/],
    ['a value with other characters', { usagePlanId: 'free', name: 'n', value: `${'a'.repeat(20)}-` }, /20 to 128/],
    ['a value that is taken', { usagePlanId: 'free', name: 'n', value: VALUE }, /another key/],
  ];
  it.each(refused)('are refused for %s, without a word of the value', (_name, request, message) => {
    const { keys } = store({ usagePlans: [plan('free')], apiKeys: [key('k1')] });
    expect(() => keys.issue(request)).toThrow(KeyRequestError);
    expect(() => keys.issue(request)).toThrow(message);
    expect(() => keys.issue(request)).not.toThrow(new RegExp(request.value ?? 'no value'));
  });

  it('are the only ones that can be changed', () => {
    const { keys } = store({ usagePlans: [plan('free')], apiKeys: [key('k1')] });
    expect(() => keys.revoke('k1')).toThrow(/belongs to the template/);
    expect(() => keys.setEnabled('k9', false)).toThrow(/no key k9/);
  });
});

describe('a changed template', () => {
  it('keeps issued keys, and the usage of plans that did not change', () => {
    const throttle = { ratePerSecond: 0, burst: 1 };
    const free = plan('free', { throttle });
    const { keys } = store({ usagePlans: [free, plan('gold', { throttle })] });
    const onFree = keys.issue({ usagePlanId: 'free', name: 'a' });
    const onGold = keys.issue({ usagePlanId: 'gold', name: 'b' });
    expect(keys.admit(onFree.value, GET_PETS).kind).toBe('allowed');
    expect(keys.admit(onGold.value, GET_PETS).kind).toBe('allowed');
    keys.replace({
      usagePlans: [free, plan('gold', { throttle: { ratePerSecond: 0, burst: 2 } })],
      apiKeys: [key('k1')],
    });
    expect(keys.admit(onFree.value, GET_PETS).kind).toBe('throttled');
    expect(keys.admit(onGold.value, GET_PETS).kind).toBe('allowed');
    expect(keys.admit(VALUE, GET_PETS)).toMatchObject({ keyId: 'k1' });
  });
});

describe('randomText', () => {
  it('throws away bytes that would favour some characters', () => {
    const bytes = [248, 255, 0, 61, 62, 247];
    expect(randomText(4, () => Uint8Array.from(bytes))).toBe('A9A9');
  });

  it('differs each time', () => {
    expect(new Set(Array.from({ length: 50 }, () => randomText())).size).toBe(50);
  });
});
