import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import type { InvokeResult, KeyVerdict } from '../../../lib/local/model/engine.js';
import { ask, document, FUNCTION_URI, fakeServices, mock, proxy, restEngine } from './support/rest-api.js';

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
    pass: (ms: number) => void (nowMs += ms),
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

  it('without identity sources is asked each time', async () => {
    const { engine, asked } = guarded({ type: 'request' }, () => success(allowed));
    await ask(engine, { path: '/books/1' });
    await ask(engine, { path: '/books/1' });
    expect(asked()).toHaveLength(2);
  });
});

describe('a Cognito authorizer', () => {
  const pool = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Shop';
  const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop';
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let others: Awaited<ReturnType<typeof generateKeyPair>>;
  beforeAll(async () => {
    [keys, others] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  });

  const sign = (claims: object, key = keys.privateKey) =>
    new SignJWT({ iss: issuer, token_use: 'id', sub: 's1', iat: 1_700_000_000, exp: 1_700_003_600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(key);

  function cognito(scopes: readonly string[] = []) {
    const fake = fakeServices({
      fetchJson: async (url) => {
        expect(url).toBe(`${issuer}/.well-known/jwks.json`);
        return { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256' }] };
      },
    });
    const body = document(
      { '/': { get: proxy({ security: [{ pool: scopes }] }) } },
      {
        components: {
          securitySchemes: {
            pool: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [pool] },
            },
          },
        },
      },
    );
    return { engine: restEngine(body, fake.services), calls: fake.calls };
  }

  it('hands the claims on as text', async () => {
    const { engine, calls } = cognito();
    const token = await sign({ 'cognito:groups': ['a', 'b'], email_verified: true });
    expect((await ask(engine, { headers: bearer(`Bearer ${token}`) })).status).toBe(200);
    expect(calls[0]?.payload).toMatchObject({
      requestContext: {
        authorizer: {
          claims: { sub: 's1', 'cognito:groups': 'a,b', email_verified: 'true', exp: 'Tue Nov 14 23:13:20 UTC 2023' },
        },
      },
    });
  });

  it.each([
    ['none at all', () => Promise.resolve('')],
    ['no JWT', () => Promise.resolve('abc')],
    ['another issuer', () => sign({ iss: 'https://evil.example' })],
    ['a wrong signature', () => sign({}, others.privateKey)],
    ['an access token', () => sign({ token_use: 'access' })],
    ['no expiry', () => sign({ exp: undefined })],
    [
      'an unsigned token',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await sign({})).split('.')[1]}.`,
    ],
  ])('refuses %s', async (_what, make) => {
    const { engine, calls } = cognito();
    const { status, text } = await ask(engine, { headers: bearer(await make()) });
    expect([status, text, calls.length]).toEqual([401, '{"message":"Unauthorized"}', 0]);
  });

  it('says that a token has expired', async () => {
    const { text, status } = await ask(cognito().engine, { headers: bearer(await sign({ exp: 1_699_999_999 })) });
    expect([status, text]).toEqual([401, '{"message":"The incoming token has expired"}']);
  });

  it('wants an access token with one of the scopes where a method names some', async () => {
    const { engine } = cognito(['shop/read', 'shop/admin']);
    const status = async (claims: object) =>
      (await ask(engine, { headers: bearer(await sign({ token_use: 'access', ...claims })) })).status;
    expect([
      await status({ scope: 'x shop/admin' }),
      await status({ scope: 'x' }),
      await status({}),
      await status({ token_use: 'id', scope: 'shop/read' }),
    ]).toEqual([200, 401, 401, 401]);
  });

  it('lets nobody in where the keys cannot be read', async () => {
    const { services } = fakeServices();
    const body = document(
      { '/': { get: proxy({ security: [{ pool: [] }] }) } },
      {
        components: {
          securitySchemes: {
            pool: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [pool] },
            },
          },
        },
      },
    );
    expect((await ask(restEngine(body, services), { headers: bearer(await sign({})) })).status).toBe(500);
  });
});

describe('AWS_IAM', () => {
  const engine = restEngine(
    document({ '/': { get: { ...mock(), 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } } } }),
    fakeServices().services,
  );
  const signature = `AWS4-HMAC-SHA256 Credential=AKID/20240102/eu-west-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
  it.each([
    [
      [
        ['Authorization', signature],
        ['X-Amz-Date', '20240102T000000Z'],
      ],
      '',
      200,
    ],
    [[['Authorization', signature]], '', 403],
    [
      [
        ['Authorization', 'Bearer x'],
        ['X-Amz-Date', 'x'],
      ],
      '',
      403,
    ],
    [
      [],
      `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20240102%2Feu-west-1%2Fexecute-api%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=${'a'.repeat(64)}`,
      200,
    ],
    [[], '', 403],
  ] as const)('takes what is signed in form: %j %s', async (headers, query, status) => {
    expect((await ask(engine, { headers, query })).status).toBe(status);
  });
});

describe('API keys', () => {
  const keyed = (verdict: KeyVerdict, source = 'HEADER') => {
    const asked: unknown[] = [];
    const { services } = fakeServices({ keys: { admit: (value, api) => (asked.push([value, api]), verdict) } });
    const body = document(
      { '/books/{id}': { get: mock({ responseTemplates: { 'application/json': '$context.identity.apiKeyId' } }, {}) } },
      { 'x-amazon-apigateway-api-key-source': source },
    );
    const guardedBody = JSON.parse(JSON.stringify(body));
    guardedBody.paths['/books/{id}'].get.security = [{ key: [] }];
    guardedBody.components = { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } };
    return { engine: restEngine(guardedBody, services), asked };
  };

  it.each([
    [{ kind: 'allowed', keyId: 'k1', usagePlanId: 'p' }, 200, 'k1', undefined],
    [{ kind: 'invalid' }, 403, '{"message":"Forbidden"}', 'ForbiddenException'],
    [
      { kind: 'throttled', keyId: 'k1', retryAfterSeconds: 1 },
      429,
      '{"message":"Too Many Requests"}',
      'TooManyRequestsException',
    ],
    [
      { kind: 'quota-exceeded', keyId: 'k1', retryAfterSeconds: 1 },
      429,
      '{"message":"Limit Exceeded"}',
      'LimitExceededException',
    ],
  ] as const)('that are %j are answered so', async (verdict, status, text, errorType) => {
    const { engine, asked } = keyed(verdict);
    const found = await ask(engine, { path: '/books/1', headers: [['X-Api-Key', 'value']] });
    expect([found.status, found.text, found.headers['x-amzn-errortype']]).toEqual([status, text, errorType]);
    expect(asked).toEqual([['value', { apiId: 'abc123def4', stage: 'prod', methodKey: '/books/{id}/GET' }]]);
  });

  it('are not read from the header where the authorizer has to name them', async () => {
    for (const { engine, asked } of [keyed({ kind: 'invalid' }, 'AUTHORIZER'), keyed({ kind: 'invalid' })]) {
      const headers = engine === undefined ? [] : ([['X-Other', 'v']] as const);
      expect((await ask(engine, { path: '/books/1', headers })).status).toBe(403);
      expect(asked).toEqual([]);
    }
  });
});

describe('a resource policy', () => {
  const statement = (more: object) => ({
    'x-amazon-apigateway-policy': {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*', ...more },
      ].flat(),
    },
  });
  it.each([
    [statement({}), 200],
    [statement({ Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } } }), 200],
    [statement({ Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }), 403],
    [statement({ Condition: { NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }), 200],
    [statement({ Resource: 'execute-api:/prod/POST/*' }), 403],
    [statement({ Condition: { NumericLessThan: { 'aws:Unknown': '1' } } }), 403],
    [{ 'x-amazon-apigateway-policy': '{not json' }, 403],
  ])('%j answers %i', async (more, status) => {
    const found = await ask(restEngine(document({ '/': { get: mock() } }, more), fakeServices().services));
    expect(found.status).toBe(status);
    if (status === 403)
      expect(found.text).toContain(
        'User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********9012:',
      );
  });
});
