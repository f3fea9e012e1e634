import { lambda, route } from 'gatewright';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guard, type Handler } from '../../../lib/runtime/guard/guard.js';
import type { ProxyResult } from '../../../lib/runtime/result.js';
import type { GuardConfig, GuardedRoute } from '../../../lib/spec/guard-config.js';
import { VERSIONS, type Version } from '../events.js';

const NOW = 1_800_000_000_000;
const seconds = (ago: number) => NOW / 1000 - ago;

type Headers = Readonly<Record<string, string>>;
type Authorizer = Readonly<Record<string, unknown>>;

/** An event of `POST /orders/{id}`, with what a Lambda authorizer answered. */
function eventOf(version: Version, headers: Headers, authorizer?: Authorizer, routeId = 'POST /orders/{id}') {
  const [httpMethod, resource] = routeId.split(' ');
  if (version === '2.0') {
    const context = { requestId: 'req-1', ...(authorizer && { authorizer: { lambda: authorizer } }) };
    return { version, routeKey: routeId, headers, rawQueryString: '', isBase64Encoded: false, requestContext: context };
  }
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return {
    httpMethod,
    resource,
    headers,
    multiValueHeaders,
    queryStringParameters: null,
    pathParameters: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { requestId: 'req-1', authorizer: authorizer ?? null },
  };
}

const configOf = (guarded: Partial<GuardedRoute> = {}, removedHeaders: readonly string[] = []): GuardConfig => ({
  removedHeaders,
  routes: { 'POST /orders/{id}': { stepUps: {}, callerHeaders: {}, exchanged: false, ...guarded } },
});
const contextOf = (claims: object, more: object = {}) => ({
  scheme: 'users',
  sub: 'a',
  claims: JSON.stringify(claims),
  ...more,
});

interface Seen {
  readonly headers: Headers;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly requestContext: { readonly authorizer?: unknown };
}

/** What the handler sees, or the answer that it was kept from. */
async function through(config: GuardConfig, event: unknown): Promise<{ seen?: Seen; answer?: ProxyResult }> {
  let seen: Seen | undefined;
  const handler = guard(
    config,
    () => NOW,
  )((given: never) => {
    seen = given;
    return Promise.resolve('handled');
  });
  const answer = await handler(event, {});
  return seen ? { seen } : { answer: answer as ProxyResult };
}

let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe.each(VERSIONS)('headers that only the gateway may set, in format %s', (version) => {
  const config = configOf({ callerHeaders: { 'x-user': 'sub', 'x-groups': 'groups' } }, [
    'x-user',
    'x-groups',
    'x-other',
  ]);

  it('are its own, whatever the client sent', async () => {
    const sent = { 'X-User': 'root', 'x-other': '1', x_groups: 'admins', Accept: '*/*' };
    const { seen } = await through(config, eventOf(version, sent, contextOf({ sub: 'ada', groups: ['a', 'b'] })));
    expect(seen?.headers).toEqual({ Accept: '*/*', 'X-User': 'ada', 'x-groups': 'a,b' });
    if (version === '1.0')
      expect(seen?.multiValueHeaders).toEqual({ Accept: ['*/*'], 'X-User': ['ada'], 'x-groups': ['a,b'] });
  });

  it.each<[string, object]>([
    ['missing', {}],
    ['null', { sub: null }],
    ['an object', { sub: { name: 'ada' } }],
  ])('are left out where the claim is %s', async (_title, claims) => {
    const { seen } = await through(config, eventOf(version, { 'x-user': 'root' }, contextOf(claims)));
    expect(seen?.headers).toEqual({});
  });

  it('are taken away on routes that set none, and where nobody is known', async () => {
    const other = eventOf(version, { 'x-user': 'root', accept: '*/*' }, undefined, 'GET /open');
    expect((await through(config, other)).seen?.headers).toEqual({ accept: '*/*' });
    const nobody = eventOf(version, { 'x-user': 'root' });
    expect((await through(config, nobody)).seen?.headers).toEqual({});
  });

  it('come from the first token of several', async () => {
    const callers = [
      { scheme: 'users', claims: { sub: 'ada' } },
      { scheme: 'device', claims: { sub: 'phone' } },
    ];
    const authorizer = contextOf({ sub: 'ada' }, { callers: JSON.stringify(callers) });
    expect((await through(config, eventOf(version, {}, authorizer))).seen?.headers).toEqual({ 'x-user': 'ada' });
  });

  it('never end a line, and never come from a prototype', async () => {
    const authorizer = contextOf({ sub: 'a\r\nx-admin: yes' });
    const proto = configOf({ callerHeaders: { 'x-user': 'sub', 'x-odd': 'constructor' } });
    expect((await through(proto, eventOf(version, {}, authorizer))).seen?.headers).toEqual({
      'x-user': 'a%0D%0Ax-admin:%20yes',
    });
  });

  it('leave the event that Lambda gave as it was', async () => {
    const event = eventOf(version, { 'x-user': 'root' }, contextOf({ sub: 'ada' }));
    const before = structuredClone(event);
    await through(config, event);
    expect(event).toEqual(before);
  });
});

describe.each(VERSIONS)("the exchanged token in place of the caller's, in format %s", (version) => {
  const config = configOf({ exchanged: true, tokenHeaders: ['x-device'] });
  const authorizer = contextOf({ sub: 'ada' }, { backendToken: 'Bearer new' });

  it('is all that the handler sees', async () => {
    const sent = { Authorization: 'Bearer old', 'X-Device': 'old', accept: '*/*' };
    const { seen } = await through(config, eventOf(version, sent, authorizer));
    expect(seen?.headers).toEqual({ accept: '*/*', Authorization: 'Bearer new' });
    expect(JSON.stringify(seen)).not.toContain('old');
    expect(JSON.stringify(seen?.requestContext)).not.toContain('Bearer new');
  });

  it('replaces several headers of the name', async () => {
    const sent = { authorization: 'Bearer old', AUTHORIZATION: 'Bearer older' };
    const { seen } = await through(config, eventOf(version, sent, authorizer));
    expect(seen?.headers).toEqual({ authorization: 'Bearer new' });
  });

  it.each<[string, Authorizer | undefined]>([
    ['no token', contextOf({ sub: 'ada' })],
    ['an empty token', contextOf({ sub: 'ada' }, { backendToken: '' })],
    ['no authorizer', undefined],
  ])('is a 500 where the context has %s', async (_title, context) => {
    const { seen, answer } = await through(config, eventOf(version, { Authorization: 'Bearer old' }, context));
    expect([seen, answer?.statusCode]).toEqual([undefined, 500]);
    expect(String(log.mock.calls) + answer?.body).not.toContain('old');
  });

  it('is no other route’s to see', async () => {
    const other = eventOf(version, { Authorization: 'Bearer old' }, authorizer, 'GET /open');
    const { seen } = await through(config, other);
    expect(seen?.headers).toEqual({ Authorization: 'Bearer old' });
    expect(JSON.stringify(seen)).not.toContain('Bearer new');
  });
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

describe('routes', () => {
  const config: GuardConfig = {
    removedHeaders: [],
    routes: {
      'ANY /files/{path+}': { stepUps: { users: [{ acrValues: ['gold'] }] }, callerHeaders: {}, exchanged: false },
    },
  };

  it.each<[string, object, number | undefined]>([
    ['ANY of an HTTP API', eventOf('2.0', {}, undefined, 'ANY /files/{path+}'), 401],
    ['ANY of an HTTP API, written out', eventOf('2.0', {}, undefined, 'PUT /files/{path+}'), 401],
    ['ANY of a REST API', eventOf('1.0', {}, undefined, 'PUT /files/{path+}'), 401],
    ['another path', eventOf('1.0', {}, undefined, 'PUT /files'), undefined],
    ['no route of an HTTP API', eventOf('2.0', {}, undefined, '$default'), undefined],
    ['a name of prototypes', eventOf('2.0', {}, undefined, 'constructor'), undefined],
  ])('are found: %s', async (_title, event, status) => {
    expect((await through(config, event)).answer?.statusCode).toBe(status);
  });
});

describe('whatever the handler is', () => {
  const config = configOf({}, ['x-user']);
  const event = eventOf('2.0', { 'x-user': 'root' });

  it('hands arguments and answer on', async () => {
    const answer = {};
    const handler = vi.fn<Handler>(() => answer);
    const callback = () => undefined;
    const context = { awsRequestId: '1' };
    expect(guard(config)(handler as never)(event, context, callback)).toBe(answer);
    expect(handler).toHaveBeenCalledWith({ ...event, headers: {} }, context, callback);
  });

  it('leaves callbacks to handlers that take one', async () => {
    const handler = guard(config)(((_event: unknown, _context: unknown, done: (e: null, r: string) => void) =>
      done(null, 'done')) as never);
    expect(
      await new Promise((resolve) => handler(event, {}, (_error: unknown, result: unknown) => resolve(result))),
    ).toBe('done');
    expect(handler).toHaveLength(1);
  });

  it('takes the handler of a route', async () => {
    const orders = route('POST /orders/{id}', { auth: 'public', to: lambda('a.ts') });
    const handler = guard(configOf({ callerHeaders: { 'x-user': 'sub' } }, ['x-user']))(
      orders.handle(({ headers }) => ({ status: 200, body: headers['x-user'] })),
    );
    expect(await handler(eventOf('1.0', { 'X-USER': 'root' }, contextOf({ sub: 'ada' })), {})).toMatchObject({
      body: 'ada',
    });
  });

  it.each([
    [undefined],
    [null],
    ['text'],
    [{ Records: [] }],
    [{ source: 'aws.events', detail: {} }],
    [{ requestContext: null, httpMethod: 'GET' }],
  ])('passes the event %j on, which no API Gateway sends', (other) => {
    const handler = vi.fn<Handler>();
    guard(config)(handler as never)(other, {});
    expect(handler).toHaveBeenCalledWith(other, {});
  });

  it('refuses a streaming handler when it starts', () => {
    const streaming = Object.assign(() => undefined, {
      [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'response',
    });
    expect(() => guard(config)(streaming)).toThrow('a streaming handler cannot be guarded');
  });

  it('refuses what is no handler when it starts', () => {
    expect(() => guard(config)({} as never)).toThrow('the handler to guard is no function');
  });
});
