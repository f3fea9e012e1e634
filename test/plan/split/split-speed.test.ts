import { expect, it } from 'vitest';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { dividedBeginnings } from '../../../lib/plan/split/divided.js';
import { crossings } from '../../../lib/plan/split/order-across-parts.js';
import { partOfPaths } from '../../../lib/plan/split/part-of.js';
import type { PlacedRoute } from '../../../lib/plan/split/placed-routes.js';
import { growth } from '../../fixtures/growth.js';
import { specOf } from '../../spec/specs.js';
import { largeRoutes } from './large-routes.js';

/** In one stack, for which it is small enough by bytes alone; each of its words is divided letter by letter. */
function undivided(count: number): Plan {
  const plan = planGateway(specOf(largeRoutes(count, ['repos', 'orders']), { quotas: { httpRoutes: 100_000 } }));
  expect(plan).not.toHaveProperty('split');
  return plan;
}

/** A third of them greedy, all below one beginning. */
function greedyRoutes(count: number): readonly PlacedRoute[] {
  const partOf = partOfPaths({ at: ['/api/'] });
  return Array.from({ length: count }, (_, index): PlacedRoute => {
    const path = `/api/${'abcdefghij'[index % 10]}${index}/${['{rest+}', 'x/y', '{id}'][index % 3]}`;
    return { id: `GET ${path}`, method: 'GET', path, api: 'http', part: partOf(path) ?? '' };
  });
}

it('dividing 1,920 routes costs about 3 times of 640, and not 9 times', () => {
  // A third of what is too much for one part, of a third of the routes: both are divided at the same beginnings.
  const [small, large] = [undivided(640), undivided(1_920)];
  const divide = (plan: Plan, httpRoutes: number) => () => dividedBeginnings(plan, { httpRoutes });
  expect(divide(small, 300)()).toEqual(divide(large, 900)());
  expect(divide(small, 300)().length).toBeGreaterThan(1);
  expect(growth(divide(small, 300), divide(large, 900), 6)).toBeLessThan(6);
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
