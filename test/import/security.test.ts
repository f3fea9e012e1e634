import { describe, expect, it } from 'vitest';
import type { Choices } from '../../lib/import/contract/choices.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { gateway, reply, route } from '../../lib/spec/index.js';
import { codeOf, document, importText, lossAt } from './fixtures/import-text.js';
import { type RunSpec, runSpec } from './fixtures/run-spec.js';

const secured = (scheme: unknown, requirement: unknown = [{ callers: [] }]) =>
  document({ security: requirement, components: { securitySchemes: { callers: scheme } } });

const TOKENS: Choices = { tokens: { issuer: 'https://id.shop.example/', audience: 'shop' } };
/** What the auth of the imported route makes of a gateway that is sound otherwise. */
function planOf(spec: RunSpec) {
  const auth = spec.default.routes[0]?.auth ?? 'public';
  return planGateway(gateway('shop', { routes: [route('GET /things', { auth, to: reply(200, {}) })] }));
}

const OPERATION = document({ security: undefined });

describe('security that a gateway has', () => {
  it.each<[string, unknown, Choices, string]>([
    [
      'a bearer token of a named issuer',
      { type: 'http', scheme: 'Bearer' },
      TOKENS,
      "jwt('callers', { issuer: 'https://id.shop.example/', audience: 'shop' })",
    ],
    [
      'OpenID Connect',
      { type: 'openIdConnect', openIdConnectUrl: 'https://id.example/.well-known/openid-configuration' },
      TOKENS,
      "jwt('callers', { issuer: 'https://id.shop.example/', audience: 'shop' })",
    ],
    [
      'OAuth with a code',
      { type: 'oauth2', flows: { authorizationCode: {} } },
      TOKENS,
      "jwt('callers', { issuer: 'https://id.shop.example/', audience: 'shop' })",
    ],
    [
      'a key in x-api-key',
      { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      {},
      "apiKey('callers', { plans: [standard] })",
    ],
    ['client certificates', { type: 'mutualTLS' }, {}, "mutualTls('callers')"],
    [
      'Signature Version 4',
      { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      {},
      "iam('callers')",
    ],
    [
      'a native JWT authorizer',
      {
        type: 'oauth2',
        'x-amazon-apigateway-authorizer': {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          jwtConfiguration: { issuer: 'https://own.example/', audience: ['a', 'b'] },
        },
      },
      {},
      "jwt('callers', { issuer: 'https://own.example/', audience: ['a', 'b'] })",
    ],
    [
      'a user pool',
      {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authorizer': {
          type: 'cognito_user_pools',
          providerARNs: ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbC'],
        },
      },
      {},
      "cognito('callers', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbC', })",
    ],
    [
      'an authorizer of its own',
      {
        type: 'apiKey',
        name: 'X-Who',
        in: 'header',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          identitySource: 'method.request.header.X-Who, method.request.querystring.who',
          authorizerResultTtlInSeconds: 60,
          authorizerUri:
            'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:who/invocations',
        },
      },
      {},
      "authorizer('callers', lambda('authorizers/callers.ts'), { identity: { headers: ['X-Who'], query: ['who'] }, cache: { ttlSeconds: 60 }, })",
    ],
  ])('%s becomes its scheme', (_, scheme, choices, code) => {
    const written = codeOf(importText(secured(scheme), choices)).replace(/\s+/g, '');
    expect(written).toContain(`constcallers=${code}`.replace(/\s+/g, ''));
    expect(written).toContain('auth:callers,');
  });

  it('asks for all scopes of a requirement, for any requirement of a list, and for all schemes of one', () => {
    const schemes = {
      a: { type: 'http', scheme: 'bearer' },
      'b-key': { type: 'apiKey', in: 'header', name: 'x-api-key' },
    };
    const imported = importText(
      document({ security: [{ a: ['r', 'w'], 'b-key': [] }, { a: ['x'] }], components: { securitySchemes: schemes } }),
      TOKENS,
    );
    expect(codeOf(imported).replace(/\s+/g, '')).toContain(
      "auth:anyOf(allOf(a.require({scopes:{allOf:['r','w']}}),bKey),a.require({scopes:['x']})),",
    );
  });
});

describe('security that a gateway does not have', () => {
  it.each<[string, unknown]>([
    ['basic', { type: 'http', scheme: 'basic' }],
    ['digest', { type: 'http', scheme: 'digest' }],
    ['implicit OAuth', { type: 'oauth2', flows: { implicit: {} } }],
    ['a key in the query', { type: 'apiKey', in: 'query', name: 'key' }],
    ['a key in a cookie', { type: 'apiKey', in: 'cookie', name: 'key' }],
    ['a key in another header', { type: 'apiKey', in: 'header', name: 'X-Token' }],
    ['a type that nobody knows', { type: 'magic' }],
    ['no type', {}],
    ['a text', 'bearer'],
    ['bearer tokens of nobody', { type: 'http', scheme: 'bearer' }],
    [
      'an authorizer that is not described',
      { type: 'apiKey', in: 'header', name: 'x-api-key', 'x-amazon-apigateway-authtype': 'custom' },
    ],
    ['an authorizer of no type', { type: 'apiKey', 'x-amazon-apigateway-authorizer': { type: 'new' } }],
  ])('%s closes the route: the spec does not plan until somebody decides', async (_, scheme) => {
    const imported = importText(secured(scheme));
    expect(imported.losses).toContainEqual(
      expect.objectContaining({ kind: 'todo', pointer: '#/components/securitySchemes/callers' }),
    );
    expect(codeOf(imported)).toMatch(/\/\/ TODO: .*\nconst callers = /);
    const spec = await runSpec(imported);
    expect(() => planOf(spec)).toThrow(/JWT_ISSUER|JWT_AUDIENCE/);
  });

  it.each<[string, unknown]>([
    ['a scheme that is not described', [{ nobody: [] }]],
    ['a requirement that is no list', { callers: [] }],
    ['requirements that are no objects', ['callers']],
    ['a requirement named after a prototype', [{ constructor: [] }]],
  ])('%s lets nobody in', async (_, requirement) => {
    const spec = await runSpec(importText(secured({ type: 'http', scheme: 'bearer' }, requirement), TOKENS));
    expect(spec.default.routes[0]?.auth).not.toBe('public');
    expect(() => planOf(spec)).toThrow(/JWT_ISSUER/);
  });

  it('keeps a route closed that callers without anything may use beside others, and says so', () => {
    const imported = importText(secured({ type: 'http', scheme: 'bearer' }, [{}, { callers: [] }]), TOKENS);
    expect(codeOf(imported)).toContain('auth: callers,');
    expect(lossAt(imported, '#/security/0')).toBe(
      'assumed: callers may also bring nothing: the route asks for a scheme',
    );
  });
});

describe('a document that states no security', () => {
  it('asks who may call, and names the schemes that there are', () => {
    const asked = document({ security: undefined, components: { securitySchemes: { staff: { type: 'mutualTLS' } } } });
    expect(() => importText(asked)).toThrow(
      /GET \/things states no security: choose --auth public, --auth staff, --auth iam, or --issuer/,
    );
  });

  it.each<[string, Choices, string]>([
    ['public', { auth: 'public' }, "auth: 'public',"],
    ['iam', { auth: 'iam' }, 'auth: awsIam,'],
    ['an issuer', TOKENS, 'auth: callersOfTheIssuer,'],
    ['a scheme that is none', { auth: 'nobody' }, 'auth: nobody,'],
  ])('takes %s from the command line', (_, choices, code) => {
    expect(codeOf(importText(OPERATION, choices))).toContain(code);
  });

  it('is public where it says so itself', () => {
    for (const security of [[], [{}]]) expect(codeOf(importText(document({ security })))).toContain("auth: 'public',");
  });
});
