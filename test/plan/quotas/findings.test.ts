import { apiKey, backend, http, jwt, lambda, type QuotaSpec, type Route, reply, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { quotas } from '../../../lib/facts/quotas.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, issuesOf, type SpecSettings, specOf as splitSpecOf } from '../../spec/specs.js';

/** In one stack, whatever it takes. */
const specOf = (routes: readonly Route[], settings: SpecSettings = {}) =>
  splitSpecOf(routes, { split: false, ...settings });

const one = { to: lambda('one.ts') };

const httpRoutes = (count: number) => Array.from({ length: count }, (_, index) => aRoute(`GET /s${index}`, one));
const restRoutes = (count: number) =>
  Array.from({ length: count }, (_, index) => aRoute(`GET /s${index}`, { ...one, api: 'rest' }));
const manyUrls = (count: number) =>
  Array.from({ length: count }, (_, index) => aRoute(`GET /u${index}`, { to: http(`https://h${index}.example`) }));
const manySchemes = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aRoute(`GET /a${index}`, {
      ...one,
      auth: jwt(`s${index}`, { issuer: `https://i${index}.example/`, audience: 'a' }),
    }),
  );
const manyFunctions = (count: number) =>
  Array.from({ length: count }, (_, index) => aRoute(`GET /f${index}`, { to: lambda(`f${index}.ts`) }));
const keyedBy = (count: number, quota?: QuotaSpec) => {
  const planOf = (index: number) => usagePlan(`p${index}`, { ratePerSecond: 1, burst: 1, ...(quota && { quota }) });
  const others = Array.from({ length: count - 1 }, (_, index) => planOf(index + 1));
  return [aRoute('GET /k', { ...one, auth: apiKey('keys', { plans: [planOf(0), ...others] }) })];
};

const warningsOf = (routes: readonly Route[], settings: SpecSettings = {}) =>
  planGateway(specOf(routes, settings)).warnings.map(({ code, got, allowed }) => [code, got, allowed]);

describe('a quota that is used up', () => {
  it.each<[string, (count: number) => readonly Route[], number, string]>([
    ['routes of an HTTP API', httpRoutes, 300, 'httpRoutes'],
    ['resources of a REST API, the root among them', (count) => restRoutes(count - 1), 300, 'restResources'],
    ['authorizers of an HTTP API', manySchemes, 10, 'httpAuthorizers'],
  ])('%s: all that AWS gives is a warning, one more an issue', (_title, routesOf, most, name) => {
    expect(warningsOf(routesOf(most))).toContainEqual(['QUOTA_NEAR', String(most), String(most)]);
    const [issue, ...more] = issuesOf(specOf(routesOf(most + 1)));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'QUOTA_EXCEEDED', got: String(most + 1), allowed: String(most) });
    expect(issue?.fix).toContain(`quotas: { ${name}: ${most + 1} }`);
  });

  it('that AWS does not raise has no way around it by stating a value', () => {
    const raised = { quotas: { httpRoutes: 500 } };
    expect(issuesOf(specOf(manyUrls(300), raised))).toEqual([]);
    const [issue, ...more] = issuesOf(specOf(manyUrls(301), raised));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'QUOTA_EXCEEDED', place: 'routes', got: '301', allowed: '300' });
    expect(issue?.message).toContain('AWS does not raise this');
    expect(issue?.fix).not.toContain('quotas:');
  });

  it('is an issue of all that are used up at once', () => {
    const codes = issuesOf(specOf([...manyUrls(301), ...restRoutes(300)])).map(({ message }) => message);
    expect(codes).toHaveLength(3);
  });

  it('of resources of a template counts three for each function', () => {
    expect(issuesOf(specOf(manyFunctions(165)))).toEqual([]);
    expect(issuesOf(specOf(manyFunctions(166)))).toMatchObject([{ got: '502', allowed: '500' }]);
  });

  it('of bytes of a template is an issue once no error of the estimate explains it', () => {
    const long = 'x'.repeat(4_000);
    const replies = (count: number) =>
      Array.from({ length: count }, (_, index) => aRoute(`GET /r${index}`, { to: reply(200, { index, long }) }));
    const templateWarnings = (count: number) =>
      warningsOf(replies(count)).flatMap(([code, , allowed]) => (allowed === '1000000' ? [code] : []));
    expect(issuesOf(specOf(replies(260)))).toMatchObject([{ code: 'QUOTA_EXCEEDED', allowed: '1000000' }]);
    expect(templateWarnings(215)).toEqual(['QUOTA_NEAR']);
    expect(templateWarnings(230)).toEqual(['QUOTA_DOUBTFUL']);
  });

  it('of outputs counts one for each usage plan', () => {
    expect(issuesOf(specOf(keyedBy(197)))).toEqual([]);
    expect(issuesOf(specOf(keyedBy(198)))).toMatchObject([{ place: 'plans', got: '201', allowed: '200' }]);
  });

  it('of a role is hit by plans with a quota, which the key keeper may look at', () => {
    const quota = { requests: 9, per: 'month' } as const;
    const places = issuesOf(specOf(keyedBy(150, quota))).map(({ allowed }) => allowed);
    expect(places).toContain(String(quotas.rolePolicyCharacters.value));
    expect(issuesOf(specOf(keyedBy(100, quota)))).toEqual([]);
  });

  it('of an environment counts what Gatewright puts beside the variables of the spec', () => {
    const environment = { AA: 'x'.repeat(4_096 - '{"AA":""}'.length) };
    expect(issuesOf(specOf([aRoute('GET /a', { to: lambda('a.ts', { environment }) })]))).toMatchObject([
      { code: 'QUOTA_EXCEEDED', got: String(4_096 + 38), allowed: '4096' },
    ]);
  });
});

describe('a raised quota', () => {
  it('is the limit, and the plan says that it was raised', () => {
    const { quotas: uses, warnings } = planGateway(specOf(httpRoutes(301), { quotas: { httpRoutes: 600 } }));
    expect(uses.find(({ name }) => name === 'httpRoutes')).toMatchObject({
      used: 301,
      limit: 600,
      headRoom: 299,
      near: false,
      raisable: true,
      raised: true,
    });
    expect(warnings).toEqual([]);
  });

  it('is used up as well', () => {
    const settings = { quotas: { httpRoutes: 320 } };
    expect(warningsOf(httpRoutes(320), settings)).toEqual([['QUOTA_NEAR', '320', '320']]);
    const [issue] = issuesOf(specOf(httpRoutes(321), settings));
    expect(issue).toMatchObject({ code: 'QUOTA_EXCEEDED', got: '321', allowed: '320' });
    expect(issue?.message).toContain('than the spec says');
  });

  it('at its default changes nothing', () => {
    const [use] = planGateway(specOf(httpRoutes(3), { quotas: { httpRoutes: 300 } })).quotas;
    expect(use).not.toHaveProperty('raised');
  });

  it('of method throttles lets a plan have more of them', () => {
    const patterns = Array.from({ length: 21 }, (_, index) => `GET /m${index}`);
    const limit = { ratePerSecond: 1, burst: 1 };
    const plan = usagePlan('p', {
      ratePerSecond: 9,
      burst: 9,
      routes: Object.fromEntries(patterns.map((pattern) => [pattern, limit])),
    });
    const keys = apiKey('keys', { plans: [plan] });
    const routes = patterns.map((pattern) => aRoute(pattern, { ...one, auth: keys }));
    expect(issuesOf(specOf(routes))).toMatchObject([{ code: 'USAGE_PLAN_ROUTES', got: '21', allowed: '20' }]);
    expect(issuesOf(specOf(routes, { quotas: { usagePlanMethodThrottles: 25 } }))).toEqual([]);
  });
});

describe('a warning', () => {
  it('begins at 80 %', () => {
    expect(warningsOf(httpRoutes(239))).toEqual([]);
    expect(warningsOf(httpRoutes(240))).toEqual([['QUOTA_NEAR', '240', '300']]);
  });

  it("tells of rates that the account's own limit comes before, and refuses none", () => {
    const throttle = { ratePerSecond: 10_001, burst: 5_000 };
    const fast = [aRoute('GET /a', { ...one, throttle })];
    expect(warningsOf(fast)).toEqual([['QUOTA_DOUBTFUL', '10001 requests per second per account and Region', '10000']]);
    expect(warningsOf(fast, { quotas: { accountRatePerSecond: 40_000 } })).toEqual([]);
  });

  it('tells of bound backends that would need too many integrations as URLs', () => {
    const bound = Array.from({ length: 301 }, (_, index) => aRoute(`GET /b${index}`, { to: backend('orders') }));
    expect(warningsOf(bound, { quotas: { httpRoutes: 1_000 } })).toEqual([['QUOTA_DOUBTFUL', '301', '300']]);
    expect(warningsOf(bound.slice(0, 300), { quotas: { httpRoutes: 1_000 } })).toEqual([]);
  });
});
