import { apiKey, lambda, usagePlan } from 'gatewright';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { aRoute, specOf } from '../../spec/specs.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const NOUNS = [
  'orders',
  'books',
  'customers',
  'invoices',
  'shipments',
  'carts',
  'reviews',
  'authors',
  'returns',
  'rates',
];

/**
 * Resources of five routes each, a third of them with keys and so on the REST API; of every third, the last route is on
 * the other API than the rest of its resource, so that no pattern tells the two apart.
 */
export function mixedGateway(routes: number): GatewaySpec {
  const all = Array.from({ length: Math.ceil(routes / 5) }, (_, index) => resource(index)).flat();
  return specOf(all.slice(0, routes), { edge: {}, quotas: { httpRoutes: 1_000, restResources: 1_000 } });
}

function resource(index: number) {
  const path = `/${NOUNS[index % NOUNS.length]}-${Math.floor(index / NOUNS.length)}`;
  const to = lambda('handlers/one.ts');
  const auth = index % 3 === 0 ? { to, auth: keys } : { to };
  const other = index % 3 === 1 ? { to, auth: keys } : auth;
  return [
    aRoute(`GET ${path}`, auth),
    aRoute(`POST ${path}`, auth),
    aRoute(`GET ${path}/{id}`, auth),
    aRoute(`PUT ${path}/{id}`, auth),
    aRoute(`GET ${path}/{id}/history`, other),
  ];
}
