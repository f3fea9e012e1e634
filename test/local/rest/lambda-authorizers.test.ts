import { describe, expect, it } from 'vitest';
import type { InvokeResult } from '../../../lib/local/model/engine.js';
import { ask, document, FUNCTION_URI, fakeServices, proxy, restEngine } from './support/rest-api.js';

const policy = (Effect: string, Resource: string | readonly string[] = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }],
});
const success = (value: unknown): InvokeResult => ({ kind: 'success', payload: JSON.stringify(value) });
const allowed = { principalId: 'ada', policyDocument: policy('Allow') };

function guarded(authorizer: object, answer: (payload: unknown) => InvokeResult, more: object = {}) {
  let nowMs = 1_700_000_000_000;
  const fake = fakeServices({
    nowMs: () => nowMs,
    invoke: async (_arn, payload) =>
      typeof payload === 'object' && payload !== null && 'methodArn' in payload
        ? answer(payload)
        : success({ statusCode: 200, body: 'in' }),
  });
  const body = document(
    {
      '/books/{id}': { get: proxy({ security: [{ guard: [] }] }) },
      '/own': { get: proxy({ security: [{ guard: [] }] }) },
    },
    {
      components: {
        securitySchemes: {
          guard: {
            type: 'apiKey',
            name: 'Authorization',
            in: 'header',
            'x-amazon-apigateway-authtype': 'custom',
            'x-amazon-apigateway-authorizer': { authorizerUri: FUNCTION_URI, ...authorizer },
          },
        },
      },
      ...more,
    },
  );
  const asked = () => fake.calls.filter(({ payload }) => 'methodArn' in (payload as object));
  return {
    engine: restEngine(body, fake.services),
    calls: fake.calls,
    asked,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const bearer = (token: string) => [['Authorization', token]] as const;

describe('a TOKEN authorizer', () => {
  it('is given the token and hands its context on as text', async () => {
    const { engine, calls, asked } = guarded({ type: 'token' }, () =>
      success({ ...allowed, context: { tier: 'gold', n: 3, yes: true, none: null } }),
    );
    const { status } = await ask(engine, { path: '/books/1', headers: bearer('t1') });
    expect(status).toBe(200);
    expect(asked()[0]?.payload).toEqual({
      type: 'TOKEN',
      methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:abc123def4/prod/GET/books/1',
      authorizationToken: 't1',
    });
    expect(calls[1]?.payload).toMatchObject({
      requestContext: { authorizer: { principalId: 'ada', tier: 'gold', n: '3', yes: 'true', integrationLatency: 0 } },
    });
  });

  it.each([
    [
      'throws Unauthorized',
      { kind: 'function-error', payload: '{}', errorType: 'Error', errorMessage: 'Unauthorized' },
      401,
      '{"message":"Unauthorized"}',
      'UnauthorizedException',
    ],
    [
      'throws anything else',
      { kind: 'function-error', payload: '{}', errorType: 'Error', errorMessage: 'boom' },
      500,
      '{"message":null}',
      'AuthorizerFailureException',
    ],
    [
      'denies',
      success({ principalId: 'a', policyDocument: policy('Deny') }),
      403,
      '{"message":"User is not authorized to access this resource with an explicit deny"}',
      'AccessDeniedException',
    ],
    [
      'allows something else',
      success({ principalId: 'a', policyDocument: policy('Allow', 'arn:aws:execute-api:*:*:*/prod/POST/*') }),
      403,
      '{"message":"User is not authorized to access this resource"}',
      'AccessDeniedException',
    ],
    ['answers nothing', success(null), 500, '{"message":null}', 'AuthorizerConfigurationException'],
    [
      'names no principal',
      success({ policyDocument: policy('Allow') }),
      500,
      '{"message":null}',
      'AuthorizerConfigurationException',
    ],
    [
      'nests its context',
      success({ ...allowed, context: { a: { b: 1 } } }),
      500,
      '{"message":null}',
      'AuthorizerConfigurationException',
    ],
    [
      'cannot be invoked',
      { kind: 'not-invocable', reason: 'x' },
      500,
      '{"message":null}',
      'AuthorizerConfigurationException',
    ],
    ['takes too long', { kind: 'caller-timeout' }, 500, '{"message":null}', 'AuthorizerFailureException'],
  ] as const)('that %s refuses', async (_what, result, status, text, errorType) => {
    const { engine } = guarded({ type: 'token' }, () => result as InvokeResult);
    const found = await ask(engine, { path: '/books/1', headers: bearer('t') });
    expect([found.status, found.text, found.headers['x-amzn-errortype']]).toEqual([status, text, errorType]);
  });

  it.each([
    ['no token', []],
    ['an empty one', bearer('')],
    ['one that is not in form', bearer('Basic x')],
    ['one that makes the pattern backtrack', bearer(`Bearer ${'a'.repeat(60)}!`)],
  ] as const)('is not asked about %s', async (_what, headers) => {
    const { engine, asked } = guarded({ type: 'token', identityValidationExpression: 'Bearer (a+)+' }, () =>
      success(allowed),
    );
    expect((await ask(engine, { path: '/books/1', headers })).status).toBe(401);
    expect(asked()).toEqual([]);
  });

  it('is asked once per token while its result is fresh, and the policy is held to each path', async () => {
    const only = { principalId: 'a', policyDocument: policy('Allow', 'arn:aws:execute-api:*:*:*/*/GET/books/*') };
    const { engine, asked, pass } = guarded({ type: 'token', authorizerResultTtlInSeconds: 60 }, () => success(only));
    const status = async (path: string, token: string) => (await ask(engine, { path, headers: bearer(token) })).status;
    expect([
      await status('/books/1', 't'),
      await status('/books/2', 't'),
      await status('/own', 't'),
      asked().length,
    ]).toEqual([200, 200, 403, 1]);
    expect([await status('/books/1', 'other'), asked().length]).toEqual([200, 2]);
    pass(60_001);
    expect([await status('/books/1', 't'), asked().length]).toEqual([200, 3]);
  });

  it('does not keep failures, nor anything for zero seconds', async () => {
    const failing = guarded({ type: 'token' }, () => ({
      kind: 'function-error',
      payload: '{}',
      errorType: 'E',
      errorMessage: 'Unauthorized',
    }));
    const unkept = guarded({ type: 'token', authorizerResultTtlInSeconds: 0 }, () => success(allowed));
    for (const { engine, asked } of [failing, unkept]) {
      await ask(engine, { path: '/books/1', headers: bearer('t') });
      await ask(engine, { path: '/books/1', headers: bearer('t') });
      expect(asked()).toHaveLength(2);
    }
  });
});

describe('a REQUEST authorizer', () => {
  const source = { type: 'request', identitySource: 'method.request.header.X-Key, method.request.querystring.shop' };

  it('is given the request, and needs all of its identity sources', async () => {
    const { engine, asked } = guarded(source, () => success(allowed));
    expect((await ask(engine, { path: '/books/1', headers: [['X-Key', 'k']] })).status).toBe(401);
    expect((await ask(engine, { path: '/books/1', query: 'shop=n', headers: [['x-key', 'k']] })).status).toBe(200);
    expect(asked()).toHaveLength(1);
    expect(asked()[0]?.payload).toMatchObject({
      type: 'REQUEST',
      resource: '/books/{id}',
      path: '/books/1',
      httpMethod: 'GET',
      headers: { 'x-key': 'k' },
      queryStringParameters: { shop: 'n' },
      pathParameters: { id: '1' },
      stageVariables: {},
      requestContext: { stage: 'prod' },
    });
  });

  it('keeps its result by all identity sources together', async () => {
    const { engine, asked } = guarded(source, () => success(allowed));
    for (const [key, shop] of [
      ['a', 'b'],
      ['a', 'b'],
      ['a","b', ''],
      ['a', 'c'],
    ] as const) {
      await ask(engine, { path: '/books/1', query: `shop=${shop}`, headers: [['X-Key', key]] });
    }
    expect(asked()).toHaveLength(2);
  });

  it('keeps no result of several values for one of them', async () => {
    const allowing = (payload: unknown) =>
      success(
        (payload as { headers: Record<string, string> }).headers['X-Key'] === 'good'
          ? allowed
          : { ...allowed, policyDocument: policy('Deny') },
      );
    const { engine } = guarded({ ...source, identitySource: 'method.request.header.X-Key' }, allowing);
    const call = async (...keys: string[]) =>
      (await ask(engine, { path: '/books/1', headers: keys.map((key) => ['X-Key', key] as const) })).status;
    expect([await call('bad', 'good'), await call('bad'), await call('good', 'bad'), await call('good')]).toEqual([
      200, 403, 403, 200,
    ]);
  });

  it('without identity sources is asked each time', async () => {
    const { engine, asked } = guarded({ type: 'request' }, () => success(allowed));
    await ask(engine, { path: '/books/1' });
    await ask(engine, { path: '/books/1' });
    expect(asked()).toHaveLength(2);
  });
});
