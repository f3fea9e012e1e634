import { BYTES_PER_GB } from '../../facts/prices.js';
import type { Plan } from '../plan.js';
import type { WebAclPlan } from '../web-acl-plan.js';
import type { CostAssumptions } from './assumptions.js';
import type { Need } from './cost-line.js';
import { type RouteTraffic, sumOf } from './route-traffic.js';

/** What the price of a request has in it. */
const INCLUDED_WCU = 1_500;
const WCU_STEP = 500;
const INCLUDED_KB = 16;
/** 500 MB for a million. */
const INCLUDED_LOG_BYTES = (500 * 2 ** 20) / 1e6;
/** With these come bodies. */
const WRITING = ['POST', 'PUT', 'PATCH', 'ANY'];

/**
 * What the firewall costs: refused requests cost what others do. What it logs where it logs what it blocks or counts
 * alone is taken to be in the price.
 *
 * https://aws.amazon.com/waf/pricing/
 */
export function firewallNeeds(plan: Plan, traffic: readonly RouteTraffic[], assumed: CostAssumptions): readonly Need[] {
  const { firewall } = plan;
  if (!firewall) return [];
  // On the edge or on the stage of a REST API that has all routes: either way it sees every request.
  const requests = sumOf(traffic, (one) => one.requests);
  const steps = Math.ceil(Math.max(0, firewall.wcu - INCLUDED_WCU) / WCU_STEP);
  // Of requests with long bodies alone, and how many these are nobody knows.
  const writing = sumOf(traffic, (one) => (WRITING.includes(one.route.method) ? one.requests : 0));
  return [
    { id: 'firewall', quantity: 1 },
    { id: 'firewallRules', quantity: firewall.rules.length },
    { id: 'firewallRequests', quantity: requests },
    { id: 'firewallCapacity', quantity: requests * steps },
    { id: 'firewallBodies', quantity: writing * (firewall.inspectKb / INCLUDED_KB - 1) },
    ...firewall.rules.flatMap((rule) => groupNeeds(rule, requests)),
    {
      id: 'firewallLogs',
      quantity: Math.max(0, firewallLogBytes(plan, traffic, assumed) - requests * INCLUDED_LOG_BYTES) / BYTES_PER_GB,
    },
  ];
}

/** What it writes where it logs every decision. How many it blocks or counts, nobody knows. */
export function firewallLogBytes(
  { firewall }: Plan,
  traffic: readonly RouteTraffic[],
  assumed: CostAssumptions,
): number {
  return firewall?.log === 'all' ? sumOf(traffic, (one) => one.requests) * assumed.firewallLogBytes : 0;
}

const BOT_CONTROL = { COMMON: 'botControlCommon', TARGETED: 'botControlTargeted' } as const;

/** Two groups have prices of their own. */
function groupNeeds(rule: WebAclPlan['rules'][number], requests: number): readonly Need[] {
  if (rule.kind !== 'managed') return [];
  if (rule.inspectionLevel) {
    return [
      { id: 'botControl', quantity: 1 },
      { id: BOT_CONTROL[rule.inspectionLevel], quantity: requests },
    ];
  }
  if (rule.name !== 'managed-anti-ddos') return [];
  return [
    { id: 'antiDdos', quantity: 1 },
    { id: 'antiDdosRequests', quantity: requests },
  ];
}
