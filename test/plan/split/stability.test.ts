import fc from 'fast-check';
import { lambda, type Route } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { makePin } from '../../../lib/plan/arrangements/make-pin.js';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { apiIdOf } from '../../../lib/plan/split/api-id.js';
import { lastStart } from '../../../lib/plan/split/part-of.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';

const to = lambda('one.ts');
/** Most of them below one letter, which is then too much for one part. */
const WORDS = [...Array.from({ length: 8 }, () => 'orders'), 'order', 'offers', 'b', 'X1'];
/** Each part by name has one of these, since a part that no route is in is an issue. */
const FIXED = ['/orders', '/b', '/repos/{id}'].map((path) => aRoute(`GET ${path}`, { to }));

/** Few functions, so that routes alone are too many; the index makes a path of its own of each. */
const arbitraryPath = fc
  .tuple(fc.constantFrom(...WORDS), fc.constantFrom('', '/{id}', '/{id}/parts'), fc.nat(400))
  .map(([word, middle, index]) => `/${word}${middle}/n${index}`);
const arbitraryRoute = fc
  .tuple(fc.constantFrom('GET', 'POST'), arbitraryPath)
  .map(([method, path]) => aRoute(`${method} ${path}`, { to, api: path.includes('X') ? 'rest' : 'http' }));
const routesOf = (minLength: number, maxLength: number) =>
  fc.uniqueArray(arbitraryRoute, { minLength, maxLength, selector: ({ pattern }) => pattern, size: 'max' });

/** Other routes than before: some are gone, some have come, all stand in another order. */
const changed = (routes: readonly Route[]) =>
  fc
    .tuple(fc.shuffledSubarray([...routes], { minLength: 1 }), routesOf(0, 60))
    .map(([kept, added]) => [...new Map([...added, ...kept].map((route) => [route.pattern, route])).values()]);

const planOf = (routes: readonly Route[], settings: SpecSettings = {}) => planGateway(specOf(routes, settings));
const standing = ({ routes }: Plan) =>
  new Map(routes.map((route) => [route.id, { part: route.part, api: apiIdOf(route) }]));

/** Ids of the routes that both have, and that stand elsewhere. */
function moved(one: Plan, other: Plan): readonly string[] {
  const after = standing(other);
  return [...standing(one)]
    .filter(([id, { part, api }]) => after.has(id) && (after.get(id)?.part !== part || after.get(id)?.api !== api))
    .map(([id]) => id);
}

describe('adding, removing and reordering routes', () => {
  it.each<[string, SpecSettings]>([
    ['states starts', { split: { from: ['/n', '/orders/{}/n3', '/orders/n1', '/re', '/repos/{id}/n2'] } }],
    ['states names', { split: { parts: { shop: ['/orders', '/offers'], 'read-only': ['/b', '/repos/{id}'] } } }],
    [
      'is pinned',
      { pin: { schemaVersion: 1, arrangement: { apis: 'split', edge: false, split: { from: ['/b', '/orders/'] } } } },
    ],
  ])('moves no other route where the gateway %s', (_title, settings) => {
    const cases = routesOf(5, 60).chain((routes) =>
      fc.record({ routes: fc.constant(routes), others: changed(routes) }),
    );
    fc.assert(
      fc.property(cases, ({ routes, others }) => {
        const [before, after] = [planOf([...FIXED, ...routes], settings), planOf([...others, ...FIXED], settings)];
        expect(moved(before, after)).toEqual([]);
        expect(before.apis.length).toBeGreaterThan(1);
      }),
      { numRuns: 25 },
    );
  });

  it('moves none where the planner found the parts, but those behind a start that is new or gone', () => {
    const cases = routesOf(440, 520).chain((routes) =>
      fc.record({ routes: fc.constant(routes), others: changed(routes) }),
    );
    let split = 0;
    fc.assert(
      fc.property(cases, ({ routes, others }) => {
        const [before, after] = [planOf(routes), planOf(others)];
        const [one, other] = [fromOf(before), fromOf(after)];
        const differing = [...one, ...other].filter((start) => !one.includes(start) || !other.includes(start));
        split += Number(one.length > 0);
        for (const id of moved(before, after)) {
          const path = id.slice(id.indexOf(' ') + 1);
          const [from, to] = [lastStart(one)(path), lastStart(other)(path)];
          expect(differing.includes(from ?? '') || differing.includes(to ?? ''), id).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
    expect(split).toBeGreaterThan(0);
  });

  it('moves none where the planner found the parts, while each of them still fits', () => {
    const cases = fc.tuple(routesOf(440, 480), routesOf(1, 20)).map(([routes, added]) => ({
      routes,
      all: [...new Map([...added, ...routes].map((one) => [one.pattern, one])).values()],
    }));
    let fitting = 0;
    fc.assert(
      fc.property(cases, ({ routes, all }) => {
        const before = planOf(routes);
        fc.pre(issuesOf(specOf(all, { split: { from: fromOf(before) } })).length === 0);
        fitting += 1;
        expect(moved(before, planOf(all))).toEqual([]);
      }),
      { numRuns: 10 },
    );
    expect(fitting).toBe(10);
  });

  it('moves none once what the planner found is pinned', () => {
    const cases = routesOf(340, 420).chain((routes) =>
      fc.record({ routes: fc.constant(routes), others: changed(routes) }),
    );
    fc.assert(
      fc.property(cases, ({ routes, others }) => {
        const free = planOf(routes);
        const pin = makePin(compareArrangements(specOf(routes)), new Date('2026-11-22T00:00:00Z'));
        expect(pin.arrangement.split).toEqual(free.split?.rule);
        const kept = others.filter((route, index) => routes.includes(route) || index < 20);
        expect(
          moved(free, planOf(kept, { pin: { ...pin, arrangement: { ...pin.arrangement, apis: 'split' } } })),
        ).toEqual([]);
      }),
      { numRuns: 4 },
    );
  });
});

function fromOf({ split }: Plan): readonly string[] {
  return split?.rule.from ?? [];
}
