import { lambda, type Route } from 'gatewright';
import { expect, it } from 'vitest';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { foundStarts } from '../../../lib/plan/split/found-starts.js';
import { crossings } from '../../../lib/plan/split/order-across-parts.js';
import { partOfPaths } from '../../../lib/plan/split/part-of.js';
import type { PlacedRoute } from '../../../lib/plan/split/placed-routes.js';
import { growth } from '../../fixtures/growth.js';
import { aRoute, specOf } from '../../spec/specs.js';

/** Below two words, as many of each letter. */
function letteredRoutes(count: number): readonly Route[] {
  const letters = 'abcdefghijklmnop';
  return Array.from({ length: count }, (_, index) => {
    const [word, letter] = [index % 2 === 0 ? 'orders' : 'repos', letters[(index >> 1) % letters.length]];
    return aRoute(`GET /${word}/{id}/${letter}${index}`, { to: lambda(`handlers/${word}.ts`) });
  });
}

/** In one stack, for which it is small enough by bytes alone; its words are halved several times. */
function undivided(count: number): Plan {
  const plan = planGateway(specOf(letteredRoutes(count), { quotas: { httpRoutes: 100_000 } }));
  expect(plan).not.toHaveProperty('split');
  return plan;
}

/** A third of them greedy, all below one beginning. */
function greedyRoutes(count: number): readonly PlacedRoute[] {
  const partOf = partOfPaths({ from: ['/api/b', '/api/d1', '/api/e', '/api/f5', '/api/i'] });
  return Array.from({ length: count }, (_, index): PlacedRoute => {
    const path = `/api/${'abcdefghij'[index % 10]}${index}/${['{rest+}', 'x/y', '{id}'][index % 3]}`;
    return { id: `GET ${path}`, method: 'GET', path, api: 'http', part: partOf(path) ?? '' };
  });
}

it('halving 2,880 routes costs about 3 times of 960, and not 9 times', () => {
  // A third of what is too much for one part, of a third of the routes: both are halved at the same places.
  const [small, large] = [undivided(960), undivided(2_880)];
  const halve = (plan: Plan, httpRoutes: number) => () => foundStarts(plan, { httpRoutes });
  expect(halve(small, 300)()).toEqual(halve(large, 900)());
  expect(halve(small, 300)().length).toBeGreaterThan(2);
  expect(growth(halve(small, 300), halve(large, 900), 6)).toBeLessThan(6);
});

it('looking for crossings of 2,000 routes costs about 4 times of 500, and not 16 times', () => {
  const [small, large] = [greedyRoutes(500), greedyRoutes(2_000)];
  expect(
    growth(
      () => crossings(small),
      () => crossings(large),
      9,
    ),
  ).toBeLessThan(9);
});
