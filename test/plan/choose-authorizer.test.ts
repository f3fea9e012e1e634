import { describe, expect, it } from 'vitest';
import { planGateway } from '../../lib/plan/index.js';
import { gateway, type JwtAuth, type JwtProps, jwt, lambda, route } from '../../lib/spec/index.js';

const to = lambda('handlers/a.ts');
const users = (more: object = {}) =>
  jwt('users', { issuer: 'https://id.example/', audience: 'shop', ...more } as JwtProps);
const planOf = (...auths: readonly JwtAuth[]) =>
  planGateway(
    gateway('shop', { routes: auths.map((auth, index) => route(`GET /r${index}` as 'GET /r', { auth, to })) }),
  );

describe('the native authorizer of an HTTP API', () => {
  it.each<[string, JwtAuth]>([
    ['a scheme as it comes', users()],
    ['other RSA signatures', users({ algorithms: ['RS384', 'RS512'] })],
    ['one scope', users().require({ scopes: ['a'] })],
    ['any of several scopes', users().require({ scopes: { anyOf: ['a', 'b'] } })],
    ['all of one scope', users().require({ scopes: { allOf: ['a'] } })],
    ['the tolerance that is the default', users({ clockToleranceSeconds: 10 })],
    ['a list of one issuer', users({ issuer: ['https://id.example/'] })],
  ])('does %s', (_name, auth) => {
    const { authorizers, functions, routes } = planOf(auth);
    expect(authorizers).toMatchObject([{ kind: 'http-jwt', id: 'users-http', issuer: 'https://id.example/' }]);
    expect(functions.filter(({ kind }) => kind === 'authorizer')).toEqual([]);
    expect(routes[0]?.auth).toMatchObject({ authorization: { kind: 'authorizer', authorizer: 'users-http' } });
  });

  it.each<[string, JwtAuth, string]>([
    ['several issuers', users({ issuer: ['https://a.example', 'https://b.example'] }), 'takes one issuer'],
    ['keys that are named', users({ jwksUri: 'https://keys.example' }), 'finds keys by discovery alone'],
    ['elliptic curves', users({ algorithms: ['RS256', 'ES256'] }), 'verifies RSA signatures alone'],
    ['PSS', users({ algorithms: ['PS256'] }), 'verifies RSA signatures alone'],
    ['another tolerance', users({ clockToleranceSeconds: 0 }), 'has a clock tolerance of its own'],
    ['access tokens alone', users({ tokenType: 'at+jwt' }), 'does not look at the type of a token'],
    [
      'all of several scopes',
      users().require({ scopes: { allOf: ['a', 'b'] } }),
      'lets any one scope of a route through',
    ],
    [
      'two requirements',
      users()
        .require({ scopes: ['a'] })
        .require({ scopes: ['b'] }),
      'lets any one scope',
    ],
    ['conditions', users().require({ claims: { tier: { equals: 1 } } }), 'has no conditions on claims'],
  ])('cannot do %s, so a function does, and the plan says why', (_name, auth, because) => {
    const { authorizers, functions } = planOf(auth);
    expect(authorizers).toMatchObject([
      {
        kind: 'http-lambda',
        id: 'users-http-function',
        function: 'authorizer',
        ttlSeconds: 300,
        because: expect.stringContaining(because),
      },
    ]);
    expect(functions.filter(({ kind }) => kind === 'authorizer')).toHaveLength(1);
  });

  it('goes on doing the routes of a scheme that it can, beside the function for the others', () => {
    const { authorizers, functions, quotas } = planOf(
      users(),
      users().require({ scopes: { allOf: ['a', 'b'] } }),
      users().require({ claims: { tier: { exists: true } } }),
    );
    expect(authorizers.map(({ id }) => id)).toEqual(['users-http', 'users-http-function']);
    expect(authorizers[1]?.because).toMatch(/conditions on claims[^.]*\. .*any one scope/);
    const [fn] = functions.filter((each) => each.kind === 'authorizer');
    expect(Object.keys(fn?.config.routes ?? {})).toEqual(['GET /r1', 'GET /r2']);
    expect(quotas.find(({ name }) => name === 'httpAuthorizers')).toMatchObject({ used: 2, limit: 10 });
  });
});

describe('the function', () => {
  it('is one for both kinds of API, and holds what a scheme and a route ask for', () => {
    const auth = users({ algorithms: ['ES256'], tokenType: 'at+jwt', cache: { ttlSeconds: 0 } });
    const asked = auth.require({ scopes: { anyOf: ['a', 'b'] }, claims: { tier: { oneOf: [1, 2] } } });
    const { authorizers, functions } = planGateway(
      gateway('shop', {
        routes: [route('GET /one', { auth: asked, to }), route('GET /two', { auth, to, api: 'rest' })],
      }),
    );
    expect(authorizers).toMatchObject([
      { id: 'users-http-function', api: 'http', function: 'authorizer', ttlSeconds: 0 },
      { id: 'users-rest', api: 'rest', function: 'authorizer', ttlSeconds: 0 },
    ]);
    const [fn] = functions.filter((each) => each.kind === 'authorizer');
    expect(fn?.config).toEqual({
      schemes: {
        users: {
          kind: 'jwt',
          issuers: ['https://id.example/'],
          audiences: ['shop'],
          algorithms: ['ES256'],
          clockToleranceSeconds: 10,
          tokenType: 'at+jwt',
          header: 'authorization',
        },
      },
      exchanges: {},
      routes: {
        'GET /one': {
          anyOf: [
            [{ scheme: 'users', scopes: [['a', 'b']], claims: [{ kind: 'one-of', name: 'tier', values: [1, 2] }] }],
          ],
          contextClaims: {},
        },
        'GET /two': { anyOf: [[{ scheme: 'users', scopes: [], claims: [] }]], contextClaims: {} },
      },
    });
  });
});
