import { jwt, lambda } from 'gatewright';
import { expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { estimateTemplate } from '../../../lib/plan/quotas/template/estimate-template.js';
import { growth } from '../../fixtures/growth.js';
import { aRoute, specOf } from '../../spec/specs.js';

const users = jwt('users', { issuer: 'https://id.large.example/', audience: 'large' });

const routesOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aRoute(`GET /area${index % 40}/things${index}/{id}`, {
      to: lambda(`handlers/area${index % 20}.ts`),
      ...(index % 3 === 0 && { auth: users.require({ scopes: ['read'] }) }),
    }),
  );

it('an estimate of 1,600 routes costs about 4 times of 400, and not 16 times', () => {
  const estimate = (size: number) => {
    const plan = planGateway(specOf(routesOf(size), { quotas: { httpRoutes: 5_000 } }));
    return () => estimateTemplate(plan);
  };
  expect(growth(estimate(400), estimate(1_600), 9)).toBeLessThan(9);
});
