import { lambda, route } from 'gatewright';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guard } from '../../../lib/runtime/guard/guard.js';
import type { Handler } from '../../../lib/runtime/wrappable.js';
import type { GuardConfig } from '../../../lib/spec/guard-config.js';
import { VERSIONS } from '../events.js';
import { type Authorizer, configOf, contextOf, eventOf, through } from './guarded.js';

let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
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

  it('refuses what is no handler when it starts', () => {
    expect(() => guard(config)({} as never)).toThrow('the handler to guard is no function');
  });
});
