import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GuardedRoute } from '../../../lib/spec/guard-config.js';
import { VERSIONS } from '../events.js';
import { configOf, contextOf, eventOf, seconds, through } from './guarded.js';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe.each(VERSIONS)('a step-up in format %s', (version) => {
  const stepUps = { users: [{ acrValues: ['gold', 'silver'], maxAgeSeconds: 300 }] };
  const asked = async (claims: object | undefined, rules: GuardedRoute['stepUps'] = stepUps, more: object = {}) =>
    (await through(configOf({ stepUps: rules }), eventOf(version, {}, claims && contextOf(claims, more)))).answer
      ?.statusCode;

  it.each<[string, object]>([
    ['just now', { acr: 'silver', auth_time: seconds(0) }],
    ['as long ago as is allowed', { acr: 'gold', auth_time: seconds(310) }],
    ['by a clock that is ahead', { acr: 'gold', auth_time: seconds(-10) }],
    ['at a time that is a text, as native authorizers have it', { acr: 'gold', auth_time: String(seconds(5)) }],
  ])('is met by a login %s', async (_title, claims) => {
    expect(await asked(claims)).toBeUndefined();
  });

  it.each<[string, object | undefined]>([
    ['of another class', { acr: 'bronze', auth_time: seconds(0) }],
    ['of no class', { auth_time: seconds(0) }],
    ['of a list of classes', { acr: ['gold'], auth_time: seconds(0) }],
    ['that is too old', { acr: 'gold', auth_time: seconds(311) }],
    ['of the future', { acr: 'gold', auth_time: seconds(-11) }],
    ['without a time', { acr: 'gold' }],
    ['at an empty time', { acr: 'gold', auth_time: '' }],
    ['at no number', { acr: 'gold', auth_time: 'yesterday' }],
    ['at a time that is true', { acr: 'gold', auth_time: true }],
    ['of nobody', undefined],
  ])('is not met by a login %s', async (_title, claims) => {
    expect(await asked(claims)).toBe(401);
  });

  it('is that of the scheme that let the caller in', async () => {
    const old = { sub: 'ada', acr: 'bronze' };
    expect(await asked(old, stepUps, { scheme: 'staff' })).toBeUndefined();
    expect(await asked(old, { ...stepUps, staff: [{ acrValues: ['gold'] }] }, { scheme: 'staff' })).toBe(401);
    expect(await asked(old, stepUps, { scheme: undefined })).toBe(401);
    expect(await asked(old, stepUps, { scheme: 'toString' })).toBeUndefined();
  });

  it('of every token has to be met', async () => {
    const callers = (acr: string) => ({
      callers: JSON.stringify([
        { scheme: 'device', claims: {} },
        { scheme: 'users', claims: { acr, auth_time: seconds(1) } },
      ]),
    });
    expect(await asked({}, stepUps, callers('gold'))).toBeUndefined();
    expect(await asked({}, stepUps, callers('bronze'))).toBe(401);
  });

  it('that cannot be judged is a 500', async () => {
    const { seen, answer } = await through(configOf({ stepUps }), eventOf(version, {}, { claims: '{"acr' }));
    expect([seen, answer?.statusCode]).toEqual([undefined, 500]);
  });

  it('is asked for as RFC 9470 says', async () => {
    const { answer } = await through(configOf({ stepUps }), eventOf(version, {}, contextOf({ sub: 'ada' })));
    expect(answer?.headers).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'www-authenticate':
        'Bearer error="insufficient_user_authentication", error_description="The login is not good enough for this request, or too old", acr_values="gold silver", max_age="300"',
    });
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({
      status: 401,
      error: 'insufficient_user_authentication',
      acr_values: 'gold silver',
      max_age: '300',
    });
  });

  it('asks for what meets all of several rules', async () => {
    const rules = [
      { acrValues: ['gold', 'silver'] },
      { acrValues: ['silver'], maxAgeSeconds: 60 },
      { acrValues: [], maxAgeSeconds: 0 },
    ];
    const { answer } = await through(configOf({ stepUps: { users: rules } }), eventOf(version, {}, contextOf({})));
    expect(answer?.headers['www-authenticate']).toMatch(/, acr_values="silver", max_age="0"$/);
  });

  it('says nothing of what the rule does not ask for', async () => {
    const rules = { users: [{ acrValues: [], maxAgeSeconds: 60 }] };
    const { answer } = await through(configOf({ stepUps: rules }), eventOf(version, {}, contextOf({})));
    expect(answer?.headers['www-authenticate']).not.toContain('acr_values');
  });
});

it('has its challenge read by browsers of an allowed origin, where a REST API leaves that to the function', async () => {
  vi.stubEnv(
    'GATEWRIGHT_CORS',
    JSON.stringify({ origins: ['https://shop.example'], exposeHeaders: ['www-authenticate'] }),
  );
  const config = configOf({ stepUps: { users: [{ acrValues: ['gold'] }] } });
  const { answer } = await through(config, eventOf('1.0', { Origin: 'https://shop.example' }, contextOf({})));
  expect(answer?.headers).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-expose-headers': 'www-authenticate',
  });
});

it.each<[string, object]>([
  [
    'an HTTP API',
    {
      version: '2.0',
      routeKey: 'POST /orders/{id}',
      headers: {},
      requestContext: { authorizer: { jwt: { claims: { acr: 'gold', auth_time: String(seconds(1)) } } } },
    },
  ],
  [
    'Cognito on a REST API',
    {
      httpMethod: 'POST',
      resource: '/orders/{id}',
      headers: null,
      requestContext: { authorizer: { claims: { acr: 'gold', auth_time: String(seconds(1)) } } },
    },
  ],
])('reads the claims of %s', async (_title, event) => {
  const gold = configOf({ stepUps: { users: [{ acrValues: ['gold'], maxAgeSeconds: 60 }] } });
  const platinum = configOf({ stepUps: { users: [{ acrValues: ['platinum'] }] } });
  expect((await through(gold, event)).answer).toBeUndefined();
  expect((await through(platinum, event)).answer?.statusCode).toBe(401);
});
