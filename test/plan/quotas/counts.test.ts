import {
  apiKey,
  backend,
  cognito,
  http,
  introspection,
  jwt,
  lambda,
  type QuotaSpec,
  type Route,
  reply,
  secret,
  type UsagePlan,
  usagePlan,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { QuotaName } from '../../../lib/facts/quotas.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';

const one = { to: lambda('one.ts') };
const users = jwt('users', { issuer: 'https://id.example/', audience: ['shop', 'admin', 'app'] });

const usesOf = (routes: readonly Route[], settings: SpecSettings = {}) => planGateway(specOf(routes, settings)).quotas;
const usedOf = (name: QuotaName, routes: readonly Route[], settings: SpecSettings = {}) =>
  usesOf(routes, settings).find((use) => use.name === name)?.used;

describe('an HTTP API', () => {
  it('has a route for each method that a protected ANY is written out as beside CORS', () => {
    const routes = [
      aRoute('ANY /a', { ...one, auth: users }),
      aRoute('GET /a', one),
      aRoute('ANY /b', one),
      aRoute('PUT /c', one),
    ];
    expect(usedOf('httpRoutes', routes)).toBe(4);
    // POST, PUT, PATCH, DELETE and HEAD of /a, without GET, which has its own, and OPTIONS.
    expect(usedOf('httpRoutes', routes, { cors: { origins: ['https://a.example'] } })).toBe(5 + 3);
  });

  it('shares equal integrations, and has one for each wait', () => {
    const routes = [
      aRoute('GET /a', one),
      aRoute('GET /b', one),
      aRoute('GET /c', { ...one, timeoutMs: 4_000 }),
      aRoute('GET /d', { to: http('https://d.example') }),
      aRoute('GET /e', { to: backend('orders') }),
      aRoute('GET /f', { to: backend('orders') }),
    ];
    expect(usedOf('httpIntegrations', routes)).toBe(4);
  });

  it('has authorizers, of which the one with most audiences counts, and the route with most scopes', () => {
    const machines = jwt('machines', { issuer: 'https://m.example/', audience: 'm' });
    const routes = [
      aRoute('GET /a', { ...one, auth: users.require({ scopes: { anyOf: ['r', 'w'] } }) }),
      aRoute('GET /b', { ...one, auth: machines.require({ scopes: ['x'] }) }),
    ];
    expect(['httpAuthorizers', 'httpAudiences', 'httpScopes'].map((name) => usedOf(name as QuotaName, routes))).toEqual(
      [2, 3, 2],
    );
  });

  it('takes nothing of a REST API, nor the other way round', () => {
    const http = usesOf([aRoute('GET /a', one)]).map(({ api }) => api);
    const rest = usesOf([aRoute('GET /a', { ...one, api: 'rest' })]).map(({ api }) => api);
    expect(http).not.toContain('rest');
    expect(rest).not.toContain('http');
  });
});

describe('a REST API', () => {
  it('has a resource for every prefix of a path, the root included', () => {
    const paths = ['/a/b/c', '/a/b/d', '/a/{id}', '/e'];
    const routes = paths.map((path) => aRoute(`GET ${path}`, { ...one, api: 'rest' }));
    expect(usedOf('restResources', [...routes, aRoute('POST /e', { ...one, api: 'rest' })])).toBe(7);
    expect(usedOf('restResources', [aRoute('GET /', { ...one, api: 'rest' })])).toBe(1);
  });

  it('has an authorizer for each pool or function that is asked differently', () => {
    const readers = cognito('readers', {
      userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_A',
    });
    const routes = [
      aRoute('GET /a', { ...one, api: 'rest', auth: readers }),
      aRoute('GET /b', { ...one, api: 'rest', auth: users }),
    ];
    expect(usedOf('restAuthorizers', routes)).toBe(2);
  });
});

describe('usage plans', () => {
  type Plans = readonly [UsagePlan, ...UsagePlan[]];
  const plansOf = (count: number, quota?: QuotaSpec): Plans => {
    const planOf = (index: number) =>
      usagePlan(`plan-${index}`, { ratePerSecond: 7 + index, burst: 20, ...(quota && { quota }) });
    return [planOf(0), ...Array.from({ length: count - 1 }, (_, index) => planOf(index + 1))];
  };
  const keyed = (plans: Plans) => [aRoute('GET /a', { ...one, auth: apiKey('keys', { plans }) })];

  it('are counted, with an output each', () => {
    expect(usedOf('usagePlans', keyed(plansOf(3)))).toBe(3);
    const outputs = (count: number) => usedOf('templateOutputs', keyed(plansOf(count))) ?? 0;
    expect(outputs(3) - outputs(1)).toBe(2);
  });

  it('have limits of routes, of which the plan with most counts', () => {
    const routes = { 'GET /a': { ratePerSecond: 1, burst: 1 } };
    const plans: Plans = [usagePlan('a', { ratePerSecond: 9, burst: 9, routes }), ...plansOf(1)];
    expect(usedOf('usagePlanMethodThrottles', keyed(plans))).toBe(1);
    expect(usedOf('usagePlanMethodThrottles', keyed(plansOf(1)))).toBeUndefined();
  });

  it('and routes and stages let at most so much through', () => {
    const routes = [aRoute('GET /b', { ...one, throttle: { ratePerSecond: 500, burst: 9 } })];
    expect(usedOf('accountRatePerSecond', [...keyed(plansOf(2)), ...routes])).toBe(500);
    expect(usedOf('accountRatePerSecond', routes, { throttle: { ratePerSecond: 800, burst: 9 } })).toBe(800);
    expect(usedOf('accountRatePerSecond', [aRoute('GET /b', one)])).toBeUndefined();
  });

  it('with a quota take of the environment and the role of the key keeper', () => {
    const quota = { requests: 10, per: 'day' } as const;
    const by = (name: QuotaName, count: number) => usedOf(name, keyed(plansOf(count, quota))) ?? 0;
    expect(by('lambdaEnvironmentBytes', 10) - by('lambdaEnvironmentBytes', 9)).toBe('plan-9=abc123,'.length + 4);
    expect(by('rolePolicyCharacters', 10) - by('rolePolicyCharacters', 9)).toBeGreaterThan(60);
    expect(usedOf('lambdaEnvironmentBytes', keyed(plansOf(10)))).toBeLessThan(100);
  });
});

describe('functions', () => {
  it('have the environment of the one that has most, NODE_OPTIONS and CORS included', () => {
    const routes = [
      aRoute('GET /a', { to: lambda('a.ts', { environment: { AA: 'x'.repeat(100) } }) }),
      aRoute('GET /b', { to: lambda('b.ts') }),
    ];
    const used = JSON.stringify({ NODE_OPTIONS: '--enable-source-maps', AA: 'x'.repeat(100) }).length;
    expect(usedOf('lambdaEnvironmentBytes', routes)).toBe(used);
    expect(usedOf('lambdaEnvironmentBytes', routes, { cors: { origins: ['*'] } })).toBeGreaterThan(used + 30);
  });

  it('have a statement for each API in their policy, however many routes call them', () => {
    const http = Array.from({ length: 40 }, (_, index) => aRoute(`GET /h${index}`, one));
    const onOne = usedOf('lambdaPolicyBytes', http) ?? 0;
    expect(onOne).toBe(usedOf('lambdaPolicyBytes', http.slice(0, 1)));
    expect(usedOf('lambdaPolicyBytes', [...http, aRoute('GET /r', { ...one, api: 'rest' })])).toBe(2 * onOne);
  });

  it('have a policy that grows with the secrets that the authorizer reads', () => {
    const opaque = introspection('opaque', {
      endpoint: 'https://id.example/introspect',
      client: { id: 'gateway', secret: secret('id/introspection') },
    });
    const withSecret = usedOf('rolePolicyCharacters', [aRoute('GET /a', { ...one, auth: opaque })]) ?? 0;
    expect(withSecret - (usedOf('rolePolicyCharacters', [aRoute('GET /a', one)]) ?? 0)).toBeGreaterThan(80);
  });
});

describe('an edge and a firewall', () => {
  it('take of the quotas of CloudFront', () => {
    const uses = usesOf(
      [
        aRoute('GET /a', { ...one, cache: { ttlSeconds: 5 } }),
        aRoute('GET /b', { ...one, cache: { ttlSeconds: 9 } }),
        aRoute('GET /c', { to: reply(200, {}) }),
      ],
      { edge: { origin: { failover: 'https://eu.example' } } },
    );
    const used = Object.fromEntries(uses.map(({ name, used }) => [name, used]));
    expect(used).toMatchObject({ edgeOrigins: 3, edgeCachePolicies: 2 });
    expect(used.edgeBehaviours).toBeGreaterThanOrEqual(2);
    expect(used.edgeFunctionBytes).toBeGreaterThan(100);
    expect(used.edgeNames).toBeUndefined();
  });

  it('take of the quotas of AWS WAF', () => {
    const uses = usesOf([aRoute('GET /a', one)], {
      api: 'rest',
      firewall: { block: { ips: ['203.0.113.7', '::1'], paths: ['/x'] }, allow: { ips: ['203.0.113.9'] } },
    });
    expect(uses.flatMap(({ name, used }) => (name.endsWith('Sets') ? [[name, used]] : []))).toEqual([
      ['wafRegexSets', 1],
      ['wafIpSets', 3],
    ]);
  });
});
