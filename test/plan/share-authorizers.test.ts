import { authorizer, cognito, jwt, lambda, type Route } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../lib/plan/plan.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { Auth } from '../../lib/spec/auth.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../spec/specs.js';

const issuer = 'https://id.example/';
const a = jwt('a', { issuer, audience: ['shop', 'admin'] });
const b = jwt('b', { issuer, audience: ['admin', 'shop'] });
const pool = { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123' };
const check = lambda('authorizers/check.ts');
/** With two more, an API has one authorizer more than it may. */
const nine = Array.from({ length: 9 }, (_, index) => jwt(`z${index}`, { issuer, audience: `audience-${index}` }));

const routesOf = (auths: readonly Auth[], api: 'http' | 'rest', word = 'r'): readonly Route[] =>
  auths.map((auth, index) => aRoute(`GET /${word}${index}`, { auth, api }));
const planOf = (auths: readonly Auth[], api: 'http' | 'rest' = 'http', settings: SpecSettings = {}) =>
  planGateway(specOf(routesOf(auths, api), settings));
const idsOf = ({ authorizers }: Plan) => authorizers.map(({ id }) => id);
/** But for those of the nine. */
const ownIds = (plan: Plan) => idsOf(plan).filter((id) => !/^z\d-/.test(id));
/** Route id → id of its authorizer. */
const asked = ({ routes }: Plan) =>
  routes.map(({ id, auth }) => [
    id,
    auth.kind === 'protected' && auth.authorization.kind === 'authorizer' && auth.authorization.authorizer,
  ]);

describe('the authorizers of an API that would have too many', () => {
  it.each<[string, readonly Auth[], 'http' | 'rest', RegExp]>([
    ['two schemes of one issuer and the same audiences', [a, b], 'http', /^equal__[0-9a-f]{12}-http$/],
    ['the same with other scopes', [a.require({ scopes: ['x'] }), b.require({ scopes: ['y'] })], 'http', /-http$/],
    ['the same that a function checks', [a, jwt('b', { issuer, audience: ['shop', 'admin'] })], 'rest', /-rest$/],
    [
      'a pool and a scheme of its issuer',
      [
        cognito('p', { ...pool, clientIds: ['web'] }),
        jwt('q', { issuer: issuerOf(pool.userPoolArn), audience: 'web' }),
      ],
      'http',
      /-http$/,
    ],
    ['two schemes of one pool', [cognito('p', pool), cognito('q', pool)], 'rest', /-rest-cognito$/],
    ['two of your own on one function', [authorizer('m', check), authorizer('n', check)], 'http', /-http-function$/],
  ])('are one for %s', (_title, auths, api, id) => {
    const ids = ownIds(planOf([...auths, ...nine], api));
    expect(ids).toEqual([expect.stringMatching(id)]);
    expect(ownIds(planOf([...nine, ...auths.toReversed()], api))).toEqual(ids);
  });

  it.each<[string, readonly Auth[], 'http' | 'rest']>([
    ['other audiences', [a, jwt('b', { issuer, audience: 'shop' })], 'http'],
    ['other issuers', [a, jwt('b', { issuer: 'https://other.example/', audience: ['shop', 'admin'] })], 'rest'],
    [
      'answers that are kept longer',
      [a, jwt('b', { issuer, audience: ['shop', 'admin'], cache: { ttlSeconds: 9 } })],
      'rest',
    ],
    [
      'other headers',
      [authorizer('m', check), authorizer('n', check, { identity: { headers: ['X-Tenant'] } })],
      'http',
    ],
    ['functions of their own', [authorizer('m', check), authorizer('n', lambda('authorizers/other.ts'))], 'rest'],
  ])('are too many with %s', (_title, auths, api) => {
    const codes = issuesOf(specOf(routesOf([...auths, ...nine], api), { split: false }));
    expect(codes).toMatchObject([{ code: 'QUOTA_EXCEEDED', got: '11', allowed: '10' }]);
  });

  it('that are one name all of their schemes, and every route is asked by it for its own scopes', () => {
    const { authorizers, routes } = planOf([a.require({ scopes: ['x'] }), b.require({ scopes: ['y'] }), ...nine]);
    const [one] = authorizers;
    expect(one).toMatchObject({ schemes: ['a', 'b'], issuer, audiences: ['admin', 'shop'] });
    expect(
      routes.slice(0, 2).map(({ auth }) => auth.kind === 'protected' && [auth.schemes, auth.authorization]),
    ).toEqual([
      [['a'], { kind: 'authorizer', authorizer: one?.id, scopes: ['x'] }],
      [['b'], { kind: 'authorizer', authorizer: one?.id, scopes: ['y'] }],
    ]);
  });

  it('are within the ten that it has where eleven schemes are equal', () => {
    const eleven = Array.from({ length: 11 }, (_, index) => jwt(`s${index}`, { issuer, audience: 'shop' }));
    expect(issuesOf(specOf(routesOf(eleven, 'http')))).toEqual([]);
    expect(idsOf(planOf(eleven, 'rest'))).toEqual([expect.stringMatching(/^equal__\w{12}-rest$/)]);
  });
});

describe('the name of an authorizer', () => {
  const alpha = jwt('alpha', { issuer, audience: 'web' });
  const zeta = jwt('zeta', { issuer, audience: 'web' });
  const mid = jwt('mid', { issuer, audience: 'web' });

  it('stays where a scheme comes that is equal, while all of them fit', () => {
    expect(idsOf(planOf([zeta]))).toEqual(['zeta-http']);
    expect(idsOf(planOf([zeta, alpha]))).toEqual(['alpha-http', 'zeta-http']);
    expect(ownIds(planOf([zeta, alpha, ...nine.slice(1)]))).toEqual(['alpha-http', 'zeta-http']);
    expect(ownIds(planOf([zeta, alpha, ...nine], 'http', { quotas: { httpAuthorizers: 11 } }))).toEqual([
      'alpha-http',
      'zeta-http',
    ]);
  });

  it('stays where several share it already, whatever schemes come and go', () => {
    const two = ownIds(planOf([zeta, mid, ...nine]));
    expect(two).toHaveLength(1);
    expect(ownIds(planOf([zeta, alpha, mid, ...nine]))).toEqual(two);
    const besides = [a, b.require({ scopes: ['x'] })];
    expect(ownIds(planOf([zeta, alpha, ...besides, ...nine.slice(1)]))).toEqual(expect.arrayContaining(two));
  });

  it('is none of another API: not of its other type, and not of another part', () => {
    const http = [...routesOf([zeta, alpha], 'http', 'o'), ...routesOf(nine, 'http', 'o-nine')];
    const others = [...routesOf([zeta], 'rest', 'r'), ...routesOf([mid, zeta], 'http', 'b')];
    const settings = { split: { from: ['/b', '/o', '/r'] } } as const;
    const plan = planGateway(specOf([...http, ...others], settings));
    const askedIds = Object.fromEntries(asked(plan));
    expect(askedIds['GET /o0']).toMatch(/^equal__/);
    expect(askedIds['GET /o1']).toBe(askedIds['GET /o0']);
    expect([askedIds['GET /r0'], askedIds['GET /b0'], askedIds['GET /b1']]).toEqual([
      'zeta-rest',
      'mid-http',
      'zeta-http',
    ]);

    const before = asked(planGateway(specOf(others, settings)));
    expect(asked(plan)).toEqual(expect.arrayContaining(before));
  });

  it('is the same in two parts that both have too many', () => {
    const oneOf = (word: string) => [
      ...routesOf([zeta, alpha], 'http', word),
      ...routesOf(nine, 'http', `${word}-nine`),
    ];
    const plan = planGateway(specOf([...oneOf('o'), ...oneOf('b')], { split: { from: ['/b', '/o'] } }));
    expect(ownIds(plan)).toHaveLength(1);
    expect(plan.authorizers).toHaveLength(10);
  });

  it('is counted as shared where the planner divides: parts of eleven schemes, two of them equal, are left whole', () => {
    const own = Array.from({ length: 9 }, (_, index) => jwt(`y${index}`, { issuer, audience: `other-${index}` }));
    const routes = [
      ...routesOf([zeta, alpha, ...nine], 'http', 'one'),
      ...routesOf([zeta, alpha, ...own], 'http', 'two'),
    ];
    const { split, authorizers, quotas } = planGateway(specOf(routes));
    expect(split?.parts.map(({ from }) => from)).toEqual(['/s']);
    expect(quotas.find(({ name }) => name === 'httpAuthorizers')).toMatchObject({ used: 10, limit: 10 });
    expect(authorizers).toHaveLength(19);
  });
});

function issuerOf(userPoolArn: string): string {
  return `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolArn.split('/').at(-1)}`;
}
