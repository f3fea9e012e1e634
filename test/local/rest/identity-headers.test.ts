import { describe, expect, it } from 'vitest';
import { ask, document, FUNCTION_URI, fakeServices, integration, restEngine } from './support/rest-api.js';

const MAPPINGS = {
  'integration.request.header.X-Caller-Id': 'context.authorizer.sub',
  'integration.request.header.x-level': 'context.authorizer.level',
  'integration.request.header.x-staff': 'context.authorizer.staff',
  'integration.request.header.X-Secret': "''",
  'integration.request.header.Authorization': "''",
};

const policyDocument = {
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }],
};

/** What a backend sees of headers that a caller sent. */
async function seen(
  sent: readonly (readonly [string, string])[],
  context: object = { sub: 'ada', level: 3, staff: false },
) {
  const fake = fakeServices({
    invoke: async () => ({ kind: 'success', payload: JSON.stringify({ principalId: 'p', policyDocument, context }) }),
  });
  const backend = {
    type: 'http_proxy',
    uri: 'https://backend.example/',
    httpMethod: 'GET',
    requestParameters: MAPPINGS,
  };
  const guard = {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: FUNCTION_URI,
      identitySource: 'method.request.header.Authorization',
    },
  };
  const body = document(
    { '/': { get: integration(backend, { security: [{ guard: [] }] }) } },
    { components: { securitySchemes: { guard } } },
  );
  const { status } = await ask(restEngine(body, fake.services), { headers: [['Authorization', 'Bearer t'], ...sent] });
  expect(status).toBe(200);
  return fake.fetched[0]?.headers ?? [];
}

const valuesOf = (headers: readonly (readonly [string, string])[], name: string) =>
  headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);

describe('headers that say who calls', () => {
  it('are those of the authorizer as text, and the token is not handed on', async () => {
    const headers = await seen([]);
    expect(['x-caller-id', 'x-level', 'x-staff', 'authorization'].map((name) => valuesOf(headers, name))).toEqual([
      ['ada'],
      ['3'],
      ['false'],
      [''],
    ]);
  });

  it.each(['x-caller-id', 'X-Caller-Id', 'X-CALLER-ID', 'x-CALLER-iD'])(
    'take the place of %s that the caller sent, once and several times',
    async (name) => {
      const headers = await seen([
        [name, 'eve'],
        ['X-Other', 'kept'],
        [name.toLowerCase(), 'mallory'],
        [name.toUpperCase(), 'trudy'],
      ]);
      expect(valuesOf(headers, 'x-caller-id')).toEqual(['ada']);
      expect(valuesOf(headers, 'x-other')).toEqual(['kept']);
    },
  );

  it('are empty where they are to be removed, in any case and number', async () => {
    const headers = await seen([
      ['x-secret', 'a'],
      ['X-SECRET', 'b'],
      ['authorization', 'Bearer other'],
    ]);
    expect([valuesOf(headers, 'x-secret'), valuesOf(headers, 'authorization')]).toEqual([[''], ['']]);
  });

  it('are not taken for names that only look alike', async () => {
    const alike = [
      ['X_Caller_Id', 'underscores'],
      ['XCallerId', 'no dashes'],
      ['X-Secrets', 'longer'],
    ] as const;
    const headers = await seen(alike);
    for (const [name, value] of alike) expect(valuesOf(headers, name.toLowerCase())).toEqual([value]);
  });

  it.each([{}, { sub: '' }])('stay the caller’s where the authorizer gave none: %j', async (context) => {
    expect(valuesOf(await seen([['X-Caller-Id', 'eve']], context), 'x-caller-id')).toEqual(['eve']);
  });
});

describe('a refusal of the authorizer', () => {
  it('may tell with its gateway response what the authorizer said', async () => {
    const denied = { Version: '2012-10-17', Statement: [{ Action: '*', Effect: 'Deny', Resource: '*' }] };
    const fake = fakeServices({
      invoke: async () => ({
        kind: 'success',
        payload: JSON.stringify({ principalId: 'p', policyDocument: denied, context: { scope: 'orders:write' } }),
      }),
    });
    const body = document(
      { '/': { get: integration({ type: 'mock' }, { security: [{ guard: [] }] }) } },
      {
        components: {
          securitySchemes: {
            guard: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: FUNCTION_URI },
            },
          },
        },
        'x-amazon-apigateway-gateway-responses': {
          ACCESS_DENIED: {
            responseParameters: { 'gatewayresponse.header.WWW-Authenticate': 'context.authorizer.scope' },
            responseTemplates: {
              'application/json':
                '{"why":$context.error.messageString,"type":"$context.error.responseType","scope":"$context.authorizer.scope"}',
            },
          },
          UNAUTHORIZED: {
            responseParameters: { 'gatewayresponse.header.WWW-Authenticate': `'Bearer realm="shop"'` },
          },
        },
      },
    );
    const engine = restEngine(body, fake.services);
    const refused = await ask(engine, { headers: [['Authorization', 't']] });
    expect([refused.status, refused.headers['www-authenticate'], JSON.parse(refused.text)]).toEqual([
      403,
      'orders:write',
      {
        why: 'User is not authorized to access this resource with an explicit deny',
        type: 'ACCESS_DENIED',
        scope: 'orders:write',
      },
    ]);
    const missing = await ask(engine);
    expect([missing.status, missing.headers['www-authenticate'], missing.text, fake.calls.length]).toEqual([
      401,
      'Bearer realm="shop"',
      '{"message":"Unauthorized"}',
      1,
    ]);
  });
});
