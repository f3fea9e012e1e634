import { authorizer, lambda } from 'gatewright';
import type { AuthorizerRequest } from 'gatewright/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { VERSIONS, type Version } from './events.js';

const REST = {
  type: 'REQUEST',
  methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:api1/live/GET/orders/a%2Fb',
  resource: '/orders/{id}',
  path: '/orders/a%2Fb',
  httpMethod: 'GET',
  headers: { Authorization: 'Bearer sesame-token', 'X-Tag': 'b' },
  multiValueHeaders: { Authorization: ['Bearer sesame-token'], 'X-Tag': ['a', 'b'] },
  queryStringParameters: { v: '2', key: 'sesame-query' },
  pathParameters: { id: 'a%2Fb' },
  requestContext: { requestId: 'req-1', identity: { sourceIp: '203.0.113.7' } },
};
const HTTP = {
  version: '2.0',
  type: 'REQUEST',
  routeKey: 'GET /orders/{id}',
  rawPath: '/orders/a%2Fb',
  rawQueryString: 'v=2&key=sesame-query',
  cookies: ['session=sesame-cookie'],
  headers: { authorization: 'Bearer sesame-token', 'x-tag': 'a, b' },
  pathParameters: { id: 'a/b' },
  requestContext: { requestId: 'req-1', http: { method: 'GET', sourceIp: '203.0.113.7' } },
};
const eventOf = (version: Version, changes: object = {}) => ({ ...(version === '1.0' ? REST : HTTP), ...changes });

const Tenant = z.object({ tenant: z.string(), tier: z.number().default(1) });
const plain = authorizer('own', lambda('own.ts'), { cache: { ttlSeconds: 0 } });
const typed = authorizer('own', lambda('own.ts'), { context: Tenant });
const kept = authorizer('own', lambda('own.ts'), { identity: { headers: ['Authorization'], query: ['v'] } });

async function requestSeen(scheme: typeof plain, event: object): Promise<AuthorizerRequest> {
  let seen: AuthorizerRequest | undefined;
  await scheme.handle((request) => {
    seen = request;
    return { kind: 'deny' };
  })(event);
  if (!seen) throw new Error('the authorizer was not asked');
  return seen;
}

let log: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe.each(VERSIONS)('what an authorizer sees of an event in format %s', (version) => {
  it('is all of it where no answer is kept', async () => {
    const { headers, query, params, ...rest } = await requestSeen(plain, eventOf(version));
    expect(rest).toEqual({
      method: 'GET',
      route: 'GET /orders/{id}',
      requestId: 'req-1',
      path: '/orders/a%2Fb',
      sourceIp: '203.0.113.7',
    });
    expect(headers).toMatchObject({ authorization: 'Bearer sesame-token', 'x-tag': 'a, b' });
    expect({ ...query }).toEqual({ v: '2', key: 'sesame-query' });
    expect({ ...params }).toEqual({ id: 'a/b' });
  });

  it('is what the answer is kept by where one is', async () => {
    const request = await requestSeen(kept, eventOf(version));
    expect({ ...request }).toEqual({
      method: 'GET',
      route: 'GET /orders/{id}',
      headers: { authorization: 'Bearer sesame-token' },
      query: { v: '2' },
      requestId: 'req-1',
    });
  });

  it.each([
    ['plain', plain],
    ['kept', authorizer('own', lambda('own.ts'), { identity: { headers: ['x-gatewright-origin', 'x-tag'] } })],
  ])('is never the secret of the edge, where it is %s', async (_what, scheme) => {
    const { headers, multiValueHeaders = {} } = eventOf(version) as typeof REST;
    const event = eventOf(version, {
      headers: { ...headers, 'X-Gatewright-Origin': 'edge-secret', 'x-tag': 'b' },
      multiValueHeaders: { ...multiValueHeaders, 'X-Gatewright-Origin': ['edge-secret'], 'X-Tag': ['b'] },
    });
    const request = await requestSeen(scheme as typeof plain, event);
    expect(Object.keys(request.headers)).not.toContain('x-gatewright-origin');
    expect(Object.values(request.headers).join()).not.toContain('edge-secret');
    expect(Object.keys(request.headers)).toContain('x-tag');
  });

  it.each(['path', 'params', 'sourceIp'] as const)('does not let %s decide where the answer is kept', async (name) => {
    const handler = kept.handle((request) => ({ kind: 'allow', subject: String(request[name]) }));
    await expect(handler(eventOf(version))).rejects.toThrow('Unavailable');
    expect(String(log.mock.calls)).toContain(`${name} cannot decide: write cache: { ttlSeconds: 0 }`);
  });

  it('is the same for two requests that differ in nothing that an answer is kept by', async () => {
    const other = { headers: { ...eventOf(version).headers, 'x-admin': 'yes' }, pathParameters: { id: '9' } };
    const [a, b] = [await requestSeen(kept, eventOf(version)), await requestSeen(kept, eventOf(version, other))];
    expect(a).toEqual(b);
  });
});

describe('a part of what answers are kept by that came several times', () => {
  const letIn = { kind: 'allow', subject: 'ada' } as const;
  const several: [string, Version, object][] = [
    ['a header', '1.0', { multiValueHeaders: { Authorization: ['Bearer a', 'Bearer b'] } }],
    [
      'a header in two spellings',
      '1.0',
      { multiValueHeaders: { Authorization: ['Bearer a'], authorization: ['Bearer b'] } },
    ],
    ['a query parameter', '1.0', { multiValueQueryStringParameters: { v: ['1', '2'] } }],
    ['a header', '2.0', { headers: { authorization: 'Bearer a,Bearer b' } }],
    ['a query parameter', '2.0', { rawQueryString: 'v=1&v=2' }],
    ['a query parameter, encoded', '2.0', { rawQueryString: 'v=1&%76=2' }],
  ];

  it.each(several)('is refused: %s in format %s', async (_title, version, changes) => {
    const fn = vi.fn(() => letIn);
    await expect(kept.handle(fn)(eventOf(version, changes))).rejects.toThrow(/^Unauthorized$/);
    expect(fn).not.toHaveBeenCalled();
  });

  it.each(several)(
    'is the function’s to judge where none is kept: %s in format %s',
    async (_title, version, changes) => {
      await expect(plain.handle(() => letIn)(eventOf(version, changes))).resolves.toBeDefined();
    },
  );

  it.each<[string, Version, object]>([
    ['a header', '1.0', { multiValueHeaders: { ...REST.multiValueHeaders, 'X-Tag': ['a', 'b'] } }],
    ['a query parameter', '2.0', { rawQueryString: 'v=2&w=1&w=2' }],
  ])('is another matter than %s that nothing is kept by, in format %s', async (_title, version, changes) => {
    await expect(kept.handle(() => letIn)(eventOf(version, changes))).resolves.toBeDefined();
  });
});

it('sees the method of an ANY route of an HTTP API only where no answer is kept', async () => {
  const event = eventOf('2.0', { routeKey: 'ANY /orders/{id}' });
  expect(await requestSeen(plain, event)).toMatchObject({ method: 'GET', route: 'ANY /orders/{id}' });
  expect(await requestSeen(kept, event)).toMatchObject({ method: 'ANY', route: 'ANY /orders/{id}' });
});

const POLICY = (Effect: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Action: 'execute-api:Invoke',
      Effect,
      Resource: 'arn:aws:execute-api:eu-west-1:123456789012:api1/live/GET/orders/*',
    },
  ],
});

describe('what an authorizer answers', () => {
  it('lets in with a policy over the method and its resource on a REST API', async () => {
    const handler = typed.handle(async () => ({ kind: 'allow', subject: 'ada', context: { tenant: 'north' } }));
    expect(await handler(eventOf('1.0'))).toEqual({
      principalId: 'ada',
      policyDocument: POLICY('Allow'),
      context: { scheme: 'own', sub: 'ada', context: '{"tenant":"north","tier":1}' },
    });
  });

  it('lets in with a simple answer on an HTTP API', async () => {
    const handler = plain.handle(() => ({ kind: 'allow', subject: 'ada' }));
    expect(await handler(eventOf('2.0'))).toEqual({ isAuthorized: true, context: { scheme: 'own', sub: 'ada' } });
  });

  it('refuses with 403', async () => {
    const handler = plain.handle(() => ({ kind: 'deny' }));
    expect(await handler(eventOf('1.0'))).toEqual({ principalId: 'unknown', policyDocument: POLICY('Deny') });
    expect(await handler(eventOf('2.0'))).toEqual({ isAuthorized: false });
  });

  it.each(VERSIONS)('refuses with 401 by the one message that means it, in format %s', async (version) => {
    const handler = plain.handle(() => ({ kind: 'unauthorized' }));
    await expect(handler(eventOf(version))).rejects.toThrow(/^Unauthorized$/);
    expect(log).not.toHaveBeenCalled();
  });
});

// biome-ignore lint/suspicious/noExplicitAny: what an authorizer may answer that no type-checker has seen
type Anything = any;

describe.each(VERSIONS)('what is no answer lets nobody in, in format %s', (version) => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  it.each<[string, typeof plain | typeof typed, () => unknown]>([
    ['nothing', plain, () => undefined],
    ['true', plain, () => true],
    ['another kind', plain, () => ({ kind: 'Allow', subject: 'ada' })],
    ['no subject', plain, () => ({ kind: 'allow' })],
    ['an empty subject', plain, () => ({ kind: 'allow', subject: '' })],
    ['no context where there is a schema', typed, () => ({ kind: 'allow', subject: 'ada' })],
    ['a context that does not fit', typed, () => ({ kind: 'allow', subject: 'ada', context: { tenant: 7 } })],
    [
      'a context of 9,000 bytes',
      typed,
      () => ({ kind: 'allow', subject: 'ada', context: { tenant: 'n'.repeat(9_000) } }),
    ],
    ['a subject of 9,000 bytes', plain, () => ({ kind: 'allow', subject: 'n'.repeat(9_000) })],
    [
      'a context that JSON cannot hold',
      authorizer('own', lambda('own.ts'), { context: z.any() }) as never,
      () => ({ kind: 'allow', subject: 'ada', context: cyclic }),
    ],
    ['an error', plain, () => Promise.reject(new Error('no database'))],
    [
      'what is no error',
      plain,
      () => {
        throw 'sesame';
      },
    ],
  ])('%s', async (_title, scheme, fn) => {
    const handler = (scheme as typeof plain).handle(fn as Anything);
    await expect(handler(eventOf(version))).rejects.toThrow(/^Unavailable$/);
    expect(log).toHaveBeenCalledTimes(1);
    expect(JSON.parse(String(log.mock.calls[0]))).toMatchObject({
      message: 'authorizer failed',
      scheme: 'own',
      requestId: 'req-1',
    });
  });

  it('and the log has no word of what the request brought', async () => {
    const handler = plain.handle(({ headers, query }) => {
      throw new Error(`bad ${headers.authorization} and ${query.key} and ${headers.cookie ?? ''}`);
    });
    await expect(handler(eventOf(version))).rejects.toThrow(/^Unavailable$/);
    expect(String(log.mock.calls)).toContain('bad …');
    expect(String(log.mock.calls)).not.toContain('sesame');
  });
});

it.each([[undefined], [null], [{}], ['text'], [{ version: '2.0' }]])(
  'lets nobody in for the event %j',
  async (event) => {
    const handler = kept.handle(() => ({ kind: 'allow', subject: 'ada' }));
    await expect(handler(event)).rejects.toThrow(/^Unavailable$/);
  },
);
