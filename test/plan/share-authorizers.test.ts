import { authorizer, cognito, jwt, lambda, type Route } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { Auth } from '../../lib/spec/auth.js';
import { aRoute, issuesOf, specOf } from '../spec/specs.js';

const issuer = 'https://id.example/';
const a = jwt('a', { issuer, audience: ['shop', 'admin'] });
const b = jwt('b', { issuer, audience: ['admin', 'shop'] });
const pool = { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123' };
const check = lambda('authorizers/check.ts');

const routesOf = (auths: readonly Auth[], api: 'http' | 'rest'): readonly Route[] =>
  auths.map((auth, index) => aRoute(`GET /r${index}`, { auth, api }));
const planOf = (auths: readonly Auth[], api: 'http' | 'rest' = 'http') => planGateway(specOf(routesOf(auths, api)));
const idsOf = (auths: readonly Auth[], api: 'http' | 'rest') => planOf(auths, api).authorizers.map(({ id }) => id);

describe('authorizers', () => {
  it.each<[string, readonly Auth[], 'http' | 'rest', readonly string[]]>([
    ['two schemes of one issuer and the same audiences', [a, b], 'http', ['a-http']],
    ['the same in another order', [b, a], 'http', ['a-http']],
    ['the same with other scopes', [a.require({ scopes: ['x'] }), b.require({ scopes: ['y'] })], 'http', ['a-http']],
    ['the same that a function checks', [a, jwt('b', { issuer, audience: ['shop', 'admin'] })], 'rest', ['a-rest']],
    [
      'a pool and a scheme of its issuer',
      [
        cognito('p', { ...pool, clientIds: ['web'] }),
        jwt('q', { issuer: issuerOf(pool.userPoolArn), audience: 'web' }),
      ],
      'http',
      ['p-http'],
    ],
    ['two schemes of one pool', [cognito('p', pool), cognito('q', pool)], 'rest', ['p-rest-cognito']],
    ['two of your own on one function', [authorizer('m', check), authorizer('n', check)], 'http', ['m-http-function']],
  ])('of %s are one', (_title, auths, api, ids) => {
    expect(idsOf(auths, api)).toEqual(ids);
  });

  it.each<[string, readonly Auth[], 'http' | 'rest', readonly string[]]>([
    ['other audiences', [a, jwt('b', { issuer, audience: 'shop' })], 'http', ['a-http', 'b-http']],
    [
      'other issuers',
      [a, jwt('b', { issuer: 'https://other.example/', audience: ['shop', 'admin'] })],
      'rest',
      ['a-rest', 'b-rest'],
    ],
    [
      'answers that are kept longer',
      [a, jwt('b', { issuer, audience: ['shop', 'admin'], cache: { ttlSeconds: 9 } })],
      'rest',
      ['a-rest', 'b-rest'],
    ],
    [
      'other headers',
      [authorizer('m', check), authorizer('n', check, { identity: { headers: ['X-Tenant'] } })],
      'http',
      ['m-http-function', 'n-http-function'],
    ],
    [
      'functions of their own',
      [authorizer('m', check), authorizer('n', lambda('authorizers/other.ts'))],
      'rest',
      ['m-rest', 'n-rest'],
    ],
  ])('with %s are not', (_title, auths, api, ids) => {
    expect(idsOf(auths, api)).toEqual(ids);
  });

  it('that are one name all of their schemes, and every route is asked by it for its own scopes', () => {
    const { authorizers, routes } = planOf([a.require({ scopes: ['x'] }), b.require({ scopes: ['y'] })]);
    expect(authorizers[0]?.schemes).toEqual(['a', 'b']);
    expect(routes.map(({ auth }) => auth.kind === 'protected' && [auth.schemes, auth.authorization])).toEqual([
      [['a'], { kind: 'authorizer', authorizer: 'a-http', scopes: ['x'] }],
      [['b'], { kind: 'authorizer', authorizer: 'a-http', scopes: ['y'] }],
    ]);
  });

  it('of eleven equal schemes are within the ten that an API has', () => {
    const eleven = Array.from({ length: 11 }, (_, index) => jwt(`s${index}`, { issuer, audience: 'shop' }));
    expect(issuesOf(specOf(routesOf(eleven, 'http')))).toEqual([]);
    expect(idsOf(eleven, 'rest')).toEqual(['s0-rest']);
  });
});

function issuerOf(userPoolArn: string): string {
  return `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolArn.split('/').at(-1)}`;
}
