import { apiKey, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { type AnyRouteProps, aRoute, issuesOf, specOf } from '../spec/specs.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const raised = { quotas: { restTimeoutMs: 60_000 } };
const routeOf = (timeoutMs: number, more: AnyRouteProps = {}) => [aRoute('GET /report', { timeoutMs, ...more })];

describe('a wait that AWS has raised for REST APIs', () => {
  it.each<[number, string, string]>([
    [29_001, 'http', 'can do all'],
    [30_000, 'http', 'can do all'],
    [30_001, 'rest', 'HTTP APIs wait 30000 ms at most'],
    [60_000, 'rest', 'HTTP APIs wait 30000 ms at most'],
  ])('of %d ms is on the API that can: %s', (timeoutMs, api, because) => {
    const [route] = planGateway(specOf(routeOf(timeoutMs), raised)).routes;
    expect(route).toMatchObject({ api, timeoutMs, apiBecause: expect.stringContaining(because) });
  });

  it('lets a route with keys wait longer', () => {
    expect(issuesOf(specOf(routeOf(45_000, { auth: keys }), raised))).toEqual([]);
    expect(issuesOf(specOf(routeOf(45_000, { auth: keys }))).map(({ code }) => code)).toContain('ROUTE_API_IMPOSSIBLE');
  });

  it.each<[string, number, AnyRouteProps, object, readonly string[]]>([
    ['more than it was raised to', 60_001, {}, raised, ['ROUTE_TIMEOUT']],
    ['more than an HTTP API waits, without a raise', 30_001, {}, {}, ['ROUTE_TIMEOUT']],
    ['more than a REST API waits, without a raise', 29_001, { api: 'rest' }, {}, ['ROUTE_API_IMPOSSIBLE']],
    ['more than the API that the route insists on', 45_000, { api: 'http' }, raised, ['ROUTE_API_IMPOSSIBLE']],
    ['part of a millisecond', 100.5, {}, raised, ['ROUTE_TIMEOUT']],
  ])('is not %s', (_title, timeoutMs, props, settings, codes) => {
    const found = issuesOf(specOf(routeOf(timeoutMs, props), settings)).map(({ code }) => code);
    expect(found).toEqual(codes);
  });

  it('is a way out that the issue names', () => {
    const [issue] = issuesOf(specOf(routeOf(40_000)));
    expect(issue).toMatchObject({ code: 'ROUTE_TIMEOUT', allowed: 'whole milliseconds, 50 to 30000' });
    expect(issue?.fix).toContain('quotas: { restTimeoutMs: … }');
  });
});
