import { apiKey, http, jwt, lambda, reply, usagePlan } from 'gatewright';
import { expect, it } from 'vitest';
import { estimateCost } from '../../lib/plan/estimate-cost.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import { growth } from '../fixtures/growth.js';
import { aRoute, specOf } from '../spec/specs.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });

/** A quarter each with a function, a token and a function, a URL, and a reply: URLs and replies of its own, functions with others. */
const kinds = [
  (index: number) => aRoute(`GET /fn/${index}/{id}`, { to: lambda(`fn/${index % 50}.ts`), api: 'rest' }),
  (index: number) => aRoute(`POST /token/${index}`, { to: lambda(`token/${index % 50}.ts`), auth: users, api: 'rest' }),
  (index: number) => aRoute(`GET /url/${index}`, { to: http(`https://h${index}.example`), auth: keys }),
  (index: number) => aRoute(`GET /reply/${index}`, { to: reply(200, { index }) }),
];

const largeSpec = (count: number) =>
  specOf(Array.from({ length: count / kinds.length }, (_, index) => kinds.map((make) => make(index))).flat(), {
    quotas: { restResources: 4_000 },
  });

it.each([
  ['planning', (spec: GatewaySpec) => () => planGateway({ ...spec })], // a copy, since a spec is planned once
  [
    'estimating',
    (spec: GatewaySpec) => {
      const plan = planGateway(spec);
      return () => estimateCost(plan);
    },
  ],
])('%s 2,000 routes costs about 4 times of 500, and not 16 times', (_title, workOf) => {
  expect(growth(workOf(largeSpec(500)), workOf(largeSpec(2_000)), 9)).toBeLessThan(9);
});
