import { apiKey, http, jwt, reply, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { Route } from '../../lib/spec/route.js';
import { type AnyRouteProps, aRoute, type SpecSettings, specOf } from '../spec/specs.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });

const KEYS = 'API keys and usage plans exist on REST APIs only';
const MOCK = 'HTTP APIs have no mock integration for a fixed reply';
const CHEAP = 'an HTTP API can do all that it asks, and costs less for a request';

function choicesOf(routes: readonly Route[], settings: SpecSettings = {}) {
  const { routes: planned } = planGateway(specOf(routes, settings));
  return Object.fromEntries(planned.map((route) => [route.id, `${route.api}: ${route.apiBecause}`]));
}

describe('the API type of a route by itself', () => {
  it.each<[string, AnyRouteProps, SpecSettings, string]>([
    ['a public function', {}, {}, `http: ${CHEAP}`],
    ['a function with a token', { auth: users }, {}, `http: ${CHEAP}`],
    ['an HTTP backend', { to: http('https://h.example') }, {}, `http: ${CHEAP}`],
    ['a throttle', { throttle: { ratePerSecond: 1, burst: 1 } }, {}, `http: ${CHEAP}`],
    ['a key', { auth: keys }, {}, `rest: ${KEYS}`],
    ["the gateway's key", { auth: undefined }, { auth: keys }, `rest: ${KEYS}`],
    ["its own word against the gateway's key", { auth: 'public' }, { auth: keys }, `http: ${CHEAP}`],
    ['a fixed reply', { to: reply(200, {}) }, {}, `rest: ${MOCK}`],
    ['a key and a fixed reply', { auth: keys, to: reply(200, {}) }, {}, `rest: ${KEYS}`],
    ['a wait of 29 s', { timeoutMs: 29_000 }, {}, `http: ${CHEAP}`],
    ['a wait past 29 s', { timeoutMs: 29_001 }, {}, 'http: REST APIs wait 29000 ms at most'],
    ['its own wish for REST', { api: 'rest' }, {}, 'rest: the route insists on it'],
    ['its own wish for HTTP', { api: 'http' }, { api: 'rest' }, 'http: the route insists on it'],
    ["the gateway's wish", {}, { api: 'rest' }, 'rest: the gateway insists on it'],
    ['a key that fits the wish', { auth: keys, api: 'rest' }, {}, `rest: ${KEYS}`],
  ])('decides for %s', (_title, props, settings, expected) => {
    expect(choicesOf([aRoute('GET /a', props)], settings)).toEqual({ 'GET /a': expected });
  });
});

describe('the reason of a route that either API could serve', () => {
  const CAN = 'an HTTP API can do all that it asks; at the stated traffic a request costs less on a REST API';
  const EITHER = 'either API can do all that it asks, and';
  const unit = 512 * 1_024;
  const sizes = (bytes: number) => ({ requestBytes: bytes - 100, responseBytes: 100 });
  const on = (apis: string) => ({ pin: { schemaVersion: 1, arrangement: { apis, edge: false } } });

  it.each<[string, SpecSettings, string]>([
    ['small requests', { traffic: sizes(5_000) }, `http: ${CHEAP}`],
    ['three units of an HTTP API', { traffic: sizes(3 * unit) }, `http: ${CHEAP}`],
    ['one byte more', { traffic: sizes(3 * unit + 1) }, `http: ${CAN}`],
    [
      'so many that REST APIs get cheaper',
      { traffic: { ...sizes(3 * unit), requestsPerMonth: 2e9 }, ...on('http') },
      `http: ${CAN}`,
    ],
    ['no requests', { traffic: { ...sizes(1e7), requestsPerMonth: 0 } }, `http: ${CHEAP}`],
    ['a pin of REST, and small requests', on('rest'), `rest: ${EITHER} the arrangement has such routes on REST`],
    [
      'a pin of REST, and large requests',
      { traffic: sizes(1e7), ...on('rest') },
      `rest: ${EITHER} at the stated traffic a request costs less on a REST API`,
    ],
  ])('says what costs less only where it does: of %s', (_title, settings, expected) => {
    expect(choicesOf([aRoute('GET /a')], settings)).toEqual({ 'GET /a': expected });
  });
});

describe('all methods of one path stand on one API', () => {
  const keyed = aRoute('PUT /a/{id}', { auth: keys });
  const open = aRoute('GET /a/{id}');
  const slow = aRoute('POST /b', { timeoutMs: 30_000 });
  const beside = aRoute('GET /b');

  it('whichever stands first', () => {
    const expected = {
      'PUT /a/{id}': `rest: ${KEYS}`,
      'GET /a/{id}': `rest: shares its path with PUT /a/{id}, where ${KEYS}`,
    };
    expect(choicesOf([keyed, open])).toEqual(expected);
    expect(choicesOf([open, keyed])).toEqual(expected);
  });

  it('says the same reason whichever of several needs stands first', () => {
    const fixed = aRoute('DELETE /a/{id}', { to: reply(405, {}) });
    const because = `rest: shares its path with DELETE /a/{id}, where ${MOCK}`;
    expect(choicesOf([open, keyed, fixed])['GET /a/{id}']).toBe(because);
    expect(choicesOf([fixed, keyed, open])['GET /a/{id}']).toBe(because);
  });

  it('also where the need is for an HTTP API', () => {
    expect(choicesOf([beside, slow])['GET /b']).toBe(
      'http: shares its path with POST /b, where REST APIs wait 29000 ms at most',
    );
  });

  it('but not those of longer, shorter or other paths', () => {
    const others = [aRoute('GET /a'), aRoute('GET /a/{id}/c'), aRoute('GET /a/x')];
    const chosen = choicesOf([keyed, ...others]);
    for (const { pattern } of others) expect(chosen[pattern]).toBe(`http: ${CHEAP}`);
  });
});

describe('the APIs of a plan', () => {
  it('are those that routes stand on, with their stages and the throttle of the gateway', () => {
    const throttle = { ratePerSecond: 70, burst: 90 };
    const plan = planGateway(specOf([aRoute('GET /a'), aRoute('GET /b', { auth: keys })], { stage: 'prod', throttle }));
    expect(plan.apis).toMatchObject([
      { id: 'http', stage: '$default', throttle },
      { id: 'rest', stage: 'prod', throttle },
    ]);
    expect(planGateway(specOf([aRoute('GET /b', { auth: keys })])).apis).toMatchObject([{ id: 'rest', stage: 'live' }]);
  });
});
