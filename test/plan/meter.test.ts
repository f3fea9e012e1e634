import { allOf, apiKey, authorizer, iam, jwt, lambda, meter, secret, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { tokenRoute } from '../../lib/plan/authorized-routes.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { Route } from '../../lib/spec/route.js';
import { aRoute, issuesOf, specOf } from '../spec/specs.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const keys = apiKey('keys', { plans: [usagePlan('gold', { ratePerSecond: 9, burst: 8 })] });

describe('a meter', () => {
  const tenants = meter('tenants', {
    claim: 'tenant',
    plans: [usagePlan('gold', { ratePerSecond: 9, burst: 8 })],
    secret: secret('shop/meter'),
  });
  const judge = authorizer('judge', lambda('authorizers/judge.ts'));
  const plan = planGateway(
    specOf([
      aRoute('GET /metered', { auth: allOf(users, tenants) }),
      aRoute('GET /keys', { auth: keys }),
      aRoute('GET /tokens', { auth: users, api: 'rest' }),
    ]),
  );
  const fn = plan.functions.find((each) => each.kind === 'authorizer');

  it('makes the authorizer name the keys of the whole REST API', () => {
    expect(plan.apis).toMatchObject([{ id: 'rest', apiKeySource: 'AUTHORIZER' }]);
    expect(plan.authorizers.map(({ id }) => id)).toEqual(['keys-rest', 'tenants_users-rest', 'users-rest']);
    expect(plan.authorizers[0]).toMatchObject({ identity: { headers: ['x-api-key'], query: [] } });
    expect(fn?.config.routes).toMatchObject({
      'GET /metered': { usageKey: { kind: 'claim', claim: 'tenant', gateway: 'shop', meter: 'tenants' } },
      'GET /keys': { anyOf: [], usageKey: { kind: 'header', header: 'x-api-key' } },
    });
    expect(fn?.config.routes['GET /tokens']).not.toHaveProperty('usageKey');
    expect(fn?.secrets).toEqual([secret('shop/meter')]);
  });

  it('leaves no key to routes whose calls another one decides: nobody would name it', () => {
    const routes = [
      aRoute('GET /metered', { auth: allOf(users, tenants) }),
      aRoute('GET /keys', { auth: keys }),
      aRoute('GET /own', { auth: allOf(judge, keys) }),
      aRoute('GET /signed', { auth: allOf(iam('machines'), keys) }),
    ];
    expect(issuesOf(specOf(routes))).toMatchObject([
      {
        code: 'METER_KEY_SOURCE',
        place: "routes['GET /own'].auth",
        fix: expect.stringContaining('gateway of their own'),
      },
      { code: 'METER_KEY_SOURCE', place: "routes['GET /signed'].auth" },
    ]);
    expect(issuesOf(specOf(routes.slice(1)))).toEqual([]);
    expect(issuesOf(specOf([...routes.slice(0, 2), aRoute('GET /alone', { auth: judge })]))).toEqual([]);
  });

  it('gives the authorizer no rule for such a route', () => {
    const spec = specOf([
      aRoute('GET /metered', { auth: allOf(users, tenants) }),
      aRoute('GET /own', { auth: allOf(judge, keys) }),
    ]);
    expect(tokenRoute(spec.routes[1] as Route, spec, 'rest')).toBeUndefined();
  });

  it('stands beside a token, or nowhere', () => {
    expect(issuesOf(specOf([aRoute('GET /a', { auth: tenants })]))).toMatchObject([{ code: 'AUTH_COMBINATION' }]);
  });
});
