import { expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { httpBodyBytes } from '../../../lib/plan/quotas/template/http-body-bytes.js';
import { onceABody } from '../../../lib/plan/quotas/template/once-a-body.js';
import { aRoute, specOf } from '../../spec/specs.js';

const cors = { origins: ['https://shop.example'] } as const;
const plan = planGateway(specOf([aRoute('GET /books'), aRoute('POST /books')], { cors }));

it('counts a body once for plans that differ in nothing of it', () => {
  let times = 0;
  const count = onceABody(() => ++times);
  expect([count(plan), count({ ...plan, warnings: [] } as never), count(plan)]).toEqual([1, 1, 1]);
});

it.each([
  ['routes', { routes: plan.routes.slice(1) }],
  ['integrations', { integrations: [] }],
  ['functions', { functions: [] }],
  ['name', { gateway: 'library' }],
  ['CORS', { cors: undefined }],
])('counts again where a plan has other %s', (_, other) => {
  let times = 0;
  const count = onceABody(() => ++times);
  count(plan);
  expect(count({ ...plan, ...other } as never)).toBe(2);
});

it('has a body without CORS be shorter than the one before', () => {
  const { cors: _, ...open } = plan;
  expect(httpBodyBytes(plan)).toBeGreaterThan(httpBodyBytes(open) + 'https://shop.example'.length);
});
