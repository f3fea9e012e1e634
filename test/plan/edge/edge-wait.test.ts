import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { readTimeoutSeconds } from '../../../lib/constructs/edge/origins.js';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { type AnyRouteProps, aRoute, faultsOf, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';

const quotas = { restTimeoutMs: 300_000 };
const slow = (timeoutMs: number, more: AnyRouteProps = {}) => aRoute('GET /slow', { api: 'rest', timeoutMs, ...more });
const behindAnEdge = (timeoutMs: number, settings: SpecSettings = {}) =>
  specOf([slow(timeoutMs), aRoute('GET /quick')], { edge: {}, quotas, ...settings });

describe('a route behind an edge', () => {
  it.each([29_000, 45_500, 119_000])('may wait %d ms, and CloudFront waits longer', (timeoutMs) => {
    const { routes } = planGateway(behindAnEdge(timeoutMs));
    expect(readTimeoutSeconds(routes) * 1_000).toBeGreaterThan(timeoutMs);
  });

  it('may wait as long as CloudFront', () => {
    const { routes } = planGateway(behindAnEdge(120_000));
    expect(readTimeoutSeconds(routes)).toBe(120);
  });

  it.each([
    [120_001, {}],
    [200_000, {}],
    [200_000, { edge: { origin: { closedBy: 'none' } } }],
  ] as const)('cannot wait %d ms, with %j', (timeoutMs, settings) => {
    expect(faultsOf(behindAnEdge(timeoutMs, settings))).toEqual([
      {
        code: 'EDGE_TIMEOUT',
        place: "routes['GET /slow'].timeoutMs",
        got: String(timeoutMs),
        allowed: 'up to 120000 ms behind an edge, but for streamed answers',
      },
    ]);
  });

  it('may stream for longer', () => {
    const to = lambda('h.ts', { streaming: true, timeoutMs: 600_000 });
    const [streamed] = planGateway(specOf([aRoute('GET /slow', { api: 'rest', to })], { edge: {}, quotas })).routes;
    expect(streamed?.timeoutMs).toBe(600_000);
  });

  it('is told so for each of them', () => {
    const spec = specOf([slow(200_000), aRoute('POST /slow', { api: 'rest', timeoutMs: 130_000 })], {
      edge: {},
      quotas,
    });
    expect(issuesOf(spec).map(({ place }) => place)).toEqual([
      "routes['GET /slow'].timeoutMs",
      "routes['POST /slow'].timeoutMs",
    ]);
  });
});

it('may wait longer in a gateway without an edge', () => {
  const { edge, routes } = planGateway(specOf([slow(200_000)], { quotas }));
  expect(edge).toBeUndefined();
  expect(routes[0]?.timeoutMs).toBe(200_000);
});

it('is why no arrangement with an edge is to be had', () => {
  const { chosen, infeasible } = compareArrangements(specOf([slow(200_000), aRoute('GET /quick')], { quotas }));
  expect(chosen.arrangement.edge).toBe(false);
  const onRest = infeasible.find(({ arrangement }) => arrangement.edge && arrangement.apis === 'rest');
  expect(onRest?.forbiddenBy.map(({ rule }) => rule)).toEqual(['EDGE_TIMEOUT']);
});
