import { jwt, reply } from 'gatewright';
import { expect, it } from 'vitest';
import { formatIssues } from '../../../lib/errors/issue.js';
import { validateGateway } from '../../../lib/spec/validate/validate-gateway.js';
import { growth } from '../../fixtures/growth.js';
import { aRoute, specOf } from '../specs.js';

const distinctRoutes = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aRoute(`GET /r${index}`, { auth: jwt('u', { issuer: 'https://id.example', audience: 'a' }) }),
  );
const equalRoutes = (count: number) =>
  Array.from({ length: count }, () => aRoute('GET /same', { auth: 'public', to: reply(200, {}) }));

it.each([
  ['that differ', distinctRoutes],
  ['that are all the same', equalRoutes],
])('looking at 4 times the routes %s takes about 4 times the time, and not 16 times', (_title, routesOf) => {
  const [few, many] = [specOf(routesOf(1_000)), specOf(routesOf(4_000))];
  const ratio = growth(
    () => formatIssues(validateGateway({ ...few })), // a copy, since a spec is looked at once
    () => formatIssues(validateGateway({ ...many })),
    9,
  );
  expect(ratio).toBeLessThan(9);
});
