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

it('dividing 1,600 routes costs about 4 times of 400, and not 16 times', () => {
  const [small, large] = [undivided(400), undivided(1_600)];
  expect(dividedBeginnings(large, undefined).length).toBeGreaterThan(1);
  const divide = (plan: Plan) => () => dividedBeginnings(plan, { httpRoutes: 300 });
  expect(growth(divide(small), divide(large), 9)).toBeLessThan(9);
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
