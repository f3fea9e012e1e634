import { prices } from '../../facts/prices.js';
import type { Plan } from '../plan.js';

interface OriginCostLine {
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerMonth: number;
}

/** Where a firewall has one rule. */
const RULES = 1;

/**
 * What the closed origin costs besides the invocations of authorizers: its secret, and what stands before a REST API.
 * The rotation's run is left out: minutes a month at 256 MB are under a cent.
 */
export function originLines({ origin, routes }: Plan, requestsPerMonth: number): readonly OriginCostLine[] {
  if (!origin) return [];
  const restRoutes = routes.filter(({ api }) => api === 'rest').length;
  const secret = { item: 'Secret of the origin', quantity: 1, unit: 'secrets', usdPerMonth: prices.secretUsdPerMonth };
  if (restRoutes === 0) return [secret];
  const requests = (requestsPerMonth * restRoutes) / routes.length;
  return [
    secret,
    {
      item: 'Firewall before the REST API',
      quantity: 1,
      unit: 'web ACL and its rule',
      usdPerMonth: prices.webAclUsdPerMonth + RULES * prices.wafRuleUsdPerMonth,
    },
    {
      item: 'Requests that it looks at',
      quantity: requests,
      unit: 'requests',
      usdPerMonth: (requests / 1e6) * prices.wafUsdPerMillionRequests,
    },
  ];
}
