import fc from 'fast-check';
import { http } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { IssuesError } from '../../../lib/errors/issue.js';
import { arrangementText } from '../../../lib/plan/arrangements/arrangement.js';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { makePin } from '../../../lib/plan/arrangements/make-pin.js';
import { apiNeeds } from '../../../lib/plan/choose-apis.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { normalBeginning } from '../../../lib/spec/path-tokens.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';
import { arbitraryRoutes } from '../random-routes.js';
import { fixed, open, pinned, slow, standing, traffic, withKey } from './shops.js';

/** HTTP APIs meter each of these as 20 requests, REST APIs as one. */
const uploads = traffic(1e8, { requestBytes: 1e7, responseBytes: 300 });
const put = (name: string, api: Route['api'] = 'auto') =>
  aRoute(`PUT /${name}`, { to: http(`https://b.example/${name}`), api });

describe('a gateway of large requests, of which one route needs an HTTP API', () => {
  const spec = specOf([slow, put('films'), put('songs')], uploads);

  it('has the others on a REST API', () => {
    const { routes, arrangement } = planGateway(spec);
    expect(standing(spec)).toBe('rest-first');
    expect(arrangementText(arrangement)).toBe('REST and HTTP APIs, HTTP only where needed, no edge');
    expect(routes.map(({ id, api }) => `${api} ${id}`).sort()).toEqual([
      'http GET /report',
      'rest PUT /films',
      'rest PUT /songs',
    ]);
  });

  it('costs what it would if the spec said so, and less than on an HTTP API alone', () => {
    const usdOf = (api: Route['api']) =>
      estimateCost(planGateway(specOf([slow, put('films', api), put('songs', api)], uploads))).usdPerMonth;
    expect(usdOf('auto')).toBe(usdOf('rest'));
    expect(usdOf('http')).toBeGreaterThan(1.9 * usdOf('auto'));
  });

  it('stays so under its pin, whatever the traffic is', () => {
    const pin = makePin(compareArrangements(spec), new Date('2026-11-22'), planGateway(spec));
    expect(pin.arrangement).toEqual({
      apis: 'rest-first',
      edge: false,
      paths: { http: ['/report'], rest: ['/films', '/songs'] },
    });
    const later = specOf([slow, put('films'), put('songs')], { ...traffic(1_000), pin });
    expect(standing(later)).toBe('rest-first');
    const { chosen, cheapest, feasible } = compareArrangements(later);
    expect(makePin(compareArrangements(later), new Date(), planGateway(later)).arrangement).toEqual(pin.arrangement);
    expect(feasible.map(({ arrangement }) => arrangement.apis)).toContain(chosen.arrangement.apis);
    expect(cheapest?.arrangement.apis ?? 'http').toBe('http');
  });
});

describe('the ways to put routes on both APIs', () => {
  const nothing = 'there is nothing to split';
  const same = 'it is the same as all routes on';
  const bothOf = (routes: readonly Route[]) => {
    const { infeasible } = compareArrangements(specOf(routes, { ...traffic(1e6), noEdge: true }));
    const against = (apis: string) =>
      infeasible.find(({ arrangement }) => arrangement.apis === apis && !arrangement.edge)?.forbiddenBy;
    return [against('split')?.[0]?.because, against('rest-first')?.[0]?.because];
  };

  it.each<[string, readonly Route[], string | undefined, string | undefined]>([
    [
      'no route needs either',
      [open],
      `no route needs a REST API: ${same} an HTTP API`,
      `no route needs an HTTP API: ${same} a REST API`,
    ],
    ['some need REST', [open, withKey], undefined, `no route needs an HTTP API: ${same} a REST API`],
    ['some need HTTP', [open, slow], `no route needs a REST API: ${same} an HTTP API`, undefined],
    ['some need each', [open, slow, withKey], undefined, undefined],
    [
      'all need one of the two',
      [slow, withKey],
      undefined,
      'every path needs one of the two APIs: they are split by route',
    ],
    [
      'all need HTTP',
      [slow],
      `no route needs a REST API: ${same} an HTTP API`,
      `every path needs an HTTP API: ${nothing}`,
    ],
    [
      'all need REST',
      [fixed],
      `every path needs a REST API: ${nothing}`,
      `no route needs an HTTP API: ${same} a REST API`,
    ],
  ])('are told apart where %s', (_title, routes, split, restFirst) => {
    expect(bothOf(routes)).toEqual([split, restFirst]);
  });
});

describe('a pin of REST first', () => {
  const pin = pinned({ apis: 'rest-first', edge: false });

  it.each<[string, readonly Route[], SpecSettings, string]>([
    ['routes of both', [open, slow, withKey], {}, 'rest-first'],
    ['no route that needs HTTP', [open, withKey], traffic(1e9), 'rest'],
    ['no route but such', [slow], {}, 'http'],
    ['no route that could be on either', [slow, withKey], {}, 'split'],
    ['a spec that insists on HTTP', [open], { api: 'http' }, 'http'],
  ])('holds %s', (_title, routes, settings, expected) => {
    expect(standing(specOf(routes, { ...settings, ...pin }))).toBe(expected);
  });

  it('says of a path that would move how it stays where it was', () => {
    const paths = { http: ['/report'], rest: ['/books'] };
    const { pin: held } = pinned({ apis: 'rest-first', edge: false, paths });
    const moved = issuesOf(specOf([aRoute('GET /report'), aRoute('GET /books', { timeoutMs: 30_000 })], { pin: held }));
    expect(moved.map(({ code, got, fix }) => [code, got, fix.split(', or ')[0]])).toEqual([
      ['PIN_ROUTE_MOVED', '"/report"', "write api: 'http' on its routes"],
      ['PIN_ROUTE_MOVED', '"/books"', 'put what needs the HTTP API on a path of its own'],
    ]);
  });
});

describe('of random specs', () => {
  const anyBytes = fc.constantFrom(300, 60_000, 700_000, 1_200_000, 3_000_000, 10_000_000);
  const anyTraffic = fc.record({
    requestsPerMonth: fc.constantFrom(0, 1e5, 1e7, 4e8, 1e10),
    requestBytes: anyBytes,
    responseBytes: anyBytes,
  });
  /** As many of the free routes as the bits say wait for so long that they need an HTTP API. */
  const anyRoutes = fc.tuple(arbitraryRoutes, fc.nat({ max: 4_095 })).map(([routes, bits]) => {
    const isTaken = takenIn(routes);
    return routes.map((route, index) =>
      (bits >> index) & 1 && !isTaken(route) ? { ...route, timeoutMs: 29_500 } : route,
    );
  });

  it('none is cheaper with all paths that are free on one type of API than as it is chosen', () => {
    let priced = 0;
    fc.assert(
      fc.property(anyRoutes, anyTraffic, fc.constantFrom({}, { edge: {} }), (routes, stated, edge) => {
        const settings: SpecSettings = { traffic: stated, ...edge };
        const chosen = usdOrNot(routes, settings);
        if (chosen === undefined) return;
        for (const api of ['http', 'rest'] as const) {
          const other = usdOrNot(withFreeOn(api, routes), settings);
          if (other === undefined) continue;
          priced++;
          expect(chosen).toBeLessThanOrEqual(other + 1e-6 * Math.max(1, other));
        }
      }),
      { numRuns: 40 },
    );
    expect(priced).toBeGreaterThan(20);
  });
});

function withFreeOn(api: 'http' | 'rest', routes: readonly Route[]): readonly Route[] {
  const isTaken = takenIn(routes);
  return routes.map((route) => (isTaken(route) ? route : { ...route, api }));
}

/** Whether a route shares its path with one that needs a type of API. */
function takenIn(routes: readonly Route[]): (route: Route) => boolean {
  const spec = specOf(routes);
  const needy = routes.filter((route) => apiNeeds(route, spec).length > 0);
  const paths = new Set(needy.map(({ path }) => normalBeginning(path)));
  return ({ path }) => paths.has(normalBeginning(path));
}

function usdOrNot(routes: readonly Route[], settings: SpecSettings): number | undefined {
  try {
    return estimateCost(planGateway(specOf(routes, settings))).usdPerMonth;
  } catch (error) {
    if (error instanceof IssuesError) return undefined;
    throw error;
  }
}
