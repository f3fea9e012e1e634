import { expect, it } from 'vitest';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { growth } from '../../fixtures/growth.js';
import { mixedGateway } from '../edge/large-gateways.js';

it('compares eight arrangements of 1,000 routes in no more than ten times the time of one plan', () => {
  const { edge: _, ...spec } = mixedGateway(1_000);
  const anew = () => ({ ...spec, quotas: { httpRoutes: 1_000, restResources: 1_000 } });
  const ratio = growth(
    () => planGateway({ ...anew(), edge: {} }),
    () => compareArrangements(anew()),
    10,
  );
  expect(ratio).toBeLessThan(10);
});
