import fc from 'fast-check';
import { iam } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { IssuesError } from '../../../lib/errors/issue.js';
import { arrangementText } from '../../../lib/plan/arrangements/arrangement.js';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';
import { arbitraryRoutes } from '../random-routes.js';
import { cached, firewall, fixed, open, slow, traffic, withKey, withToken } from './shops.js';

const compared = (routes: readonly Route[], settings: SpecSettings = {}) =>
  compareArrangements(specOf(routes, settings));

describe('a comparison', () => {
  it('prices the chosen arrangement by the bill of its plan', () => {
    const spec = specOf([open, withKey], traffic(5_000_000));
    const { chosen, assumptions } = compareArrangements(spec);
    expect(chosen.usdPerMonth).toBe(estimateCost(planGateway(spec)).usdPerMonth);
    expect(chosen.arrangement).toEqual(planGateway(spec).arrangement);
    expect(assumptions.requestsPerMonth).toBe(5_000_000);
  });

  it('prices each other arrangement as if the spec said it', () => {
    const settings = traffic(2_000_000);
    const { feasible } = compared([open, withToken], settings);
    const alone = (more: SpecSettings) =>
      estimateCost(planGateway(specOf([open, withToken], { ...settings, ...more }))).usdPerMonth;
    const priced = Object.fromEntries(
      feasible.map(({ arrangement: { apis, edge }, usdPerMonth }) => [`${apis} ${edge}`, usdPerMonth]),
    );
    expect(priced).toEqual({
      'http false': alone({ api: 'http', noEdge: true }),
      'http true': alone({ api: 'http', edge: {} }),
      'rest false': alone({ api: 'rest', noEdge: true }),
      'rest true': alone({ api: 'rest', edge: {} }),
    });
  });

  it('names the next two with what they cost more', () => {
    const { chosen, alternatives, cheapest } = compared([open, withKey]);
    expect(alternatives.map(({ arrangement }) => arrangementText(arrangement))).toEqual([
      'all routes on a REST API, no edge',
      'HTTP and REST APIs, split by route, CloudFront',
    ]);
    for (const { usdPerMonth, differenceUsdPerMonth } of alternatives)
      expect(differenceUsdPerMonth).toBeCloseTo(usdPerMonth - chosen.usdPerMonth, 9);
    expect(cheapest).toBeUndefined();
  });

  it('says for each step what forced it', () => {
    const { steps } = compared([open, withKey, withToken, fixed], { edge: {}, firewall }).chosen;
    const said = steps.map((step) => `${step.decision} ${step.for.join(', ')}: ${step.because}`);
    expect(said).toEqual([
      'REST GET /feeds/{path+}: API keys and usage plans exist on REST APIs only',
      'REST GET /health: HTTP APIs have no mock integration for a fixed reply',
      'HTTP GET /books, POST /orders: an HTTP API can do all that it asks, and costs less for a request',
      'CloudFront : the gateway has both types of API, and one address in front of them',
      'at the edge : CloudFront sees who calls; behind it, all requests would come from addresses of its own',
      expect.stringMatching(/^closed : only the edge knows/),
      expect.stringMatching(/^a function public on HTTP: /),
      expect.stringMatching(/^a function users on HTTP: /),
    ]);
  });

  it('says why there is no edge', () => {
    const edgeStep = (settings: SpecSettings) =>
      compared([open], settings).chosen.steps.find(({ part }) => part === 'edge')?.because;
    expect(edgeStep({})).toBe('the spec asks for none');
    expect(edgeStep({ noEdge: true })).toBe('the spec says edge: false');
    expect(edgeStep(traffic(1e6))).toBe('nothing asks for one, and it is cheaper without');
  });

  it('says what forbids an edge where all arrangements with one are forbidden, and never that it would cost more', () => {
    const signed = aRoute('GET /signed', { auth: iam('machines') });
    const long = traffic(4e8, { responseBytes: 400_000 });
    const edgeStep = (routes: readonly Route[], settings: SpecSettings) =>
      compared(routes, settings).chosen.steps.find(({ part }) => part === 'edge')?.because;
    const forced = 'nothing with an edge does all that the spec asks: a signature of AWS covers the host';
    expect(edgeStep([signed], long)).toContain(forced);
    expect(edgeStep([signed, slow], { ...long, api: 'http' })).toContain(forced);
    expect(edgeStep([signed], {})).toBe('the spec asks for none');
    expect(compared([open], long).chosen.arrangement.edge).toBe(true);
  });

  it('has what forbids the others: the routes, the rule and the reason', () => {
    const { infeasible } = compared([open, slow, withKey], { noEdge: true });
    const forbidding = (text: string) =>
      infeasible
        .filter(({ arrangement }) => arrangementText(arrangement) === text)
        .flatMap(({ forbiddenBy }) => forbiddenBy.map(({ rule, at }) => [rule, at]));
    expect(forbidding('all routes on an HTTP API, no edge')).toEqual([['NEEDS_REST', ['GET /feeds/{path+}']]]);
    expect(forbidding('all routes on a REST API, no edge')).toEqual([['NEEDS_HTTP', ['GET /report']]]);
    expect(forbidding('HTTP and REST APIs, split by route, CloudFront')).toEqual([['EDGE_STATED', ['edge']]]);
    expect(compared([open]).infeasible[0]?.forbiddenBy[0]?.rule).toBe('NOTHING_TO_SPLIT');
  });

  it('says what the edge needs that a route has: no signatures of AWS, and no answers kept without it', () => {
    const { infeasible } = compared([cached], { edge: {} });
    expect(infeasible.flatMap(({ forbiddenBy }) => forbiddenBy.map(({ rule }) => rule))).toContain('EDGE_STATED');
    const [kept] = compared([cached], traffic(1e6)).infeasible.filter(
      ({ arrangement: { apis, edge } }) => apis === 'http' && !edge,
    );
    expect(kept?.forbiddenBy).toMatchObject([{ rule: 'CACHE_WITHOUT_EDGE', at: ['GET /books/{isbn}'] }]);
  });

  it('names the cheapest where the rule takes another', () => {
    const { chosen, cheapest, alternatives } = compareArrangements(specOf([open]), {
      requestsPerMonth: 1e8,
      responseBytes: 1e6,
    });
    expect([chosen.arrangement.edge, cheapest?.arrangement.edge]).toEqual([false, true]);
    expect(cheapest?.differenceUsdPerMonth).toBeLessThan(0);
    expect(alternatives[0]).toEqual(cheapest);
  });

  it('has the issues of a spec that has some', () => {
    expect(() => compared([aRoute('GET /ping', { api: 'rest' })])).toThrow(IssuesError);
  });

  it('is plain JSON, and the same each time', () => {
    const make = () => compared([open, withKey, withToken], { firewall, ...traffic(1e9) });
    expect(JSON.parse(JSON.stringify(make()))).toEqual(make());
  });
});

describe('the chosen arrangement', () => {
  const anyTraffic = fc.record({
    requestsPerMonth: fc.constantFrom(0, 1_000, 1e6, 5e8, 1e10),
    responseBytes: fc.constantFrom(200, 20_000, 2_000_000),
    tokenReuse: fc.constantFrom(0, 0.8),
  });
  const anySettings = fc.record({ traffic: anyTraffic, firewall: fc.constantFrom(undefined, firewall) });

  it('is never dearer than another that the plan could deploy, and does not depend on the order of routes', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryRoutes, anySettings, (routes, { traffic: assumed, firewall: wall }) => {
        const settings: SpecSettings = { traffic: assumed, ...(wall && { firewall: wall }) };
        const comparison = comparedOrNot(specOf(routes, settings));
        if (!comparison) return;
        compared++;
        const { chosen, feasible } = comparison;
        for (const { usdPerMonth } of feasible.filter(({ byHand }) => byHand === undefined))
          expect(chosen.usdPerMonth).toBeLessThanOrEqual(usdPerMonth + 1e-6);
        const turned = compareArrangements(specOf([...routes].reverse(), settings));
        expect(turned.chosen.arrangement).toEqual(chosen.arrangement);
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(30);
  });
});

function comparedOrNot(spec: GatewaySpec) {
  try {
    return compareArrangements(spec);
  } catch (error) {
    if (error instanceof IssuesError) return undefined;
    throw error;
  }
}
