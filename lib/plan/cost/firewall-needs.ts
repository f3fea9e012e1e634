import type { Plan } from '../plan.js';
import type { WebAclPlan } from '../web-acl-plan.js';
import type { Need } from './cost-line.js';
import { type RouteTraffic, sumOf } from './route-traffic.js';

/** What the price of a request has in it. */
const INCLUDED_WCU = 1_500;
const WCU_STEP = 500;
const INCLUDED_KB = 16;
/** With these come bodies. */
const WRITING = ['POST', 'PUT', 'PATCH', 'ANY'];

/**
 * What the firewall costs: refused requests cost what others do. What it logs is left out: 500 MB a million requests are
 * in the price.
 *
 * https://aws.amazon.com/waf/pricing/
 */
export function firewallNeeds({ firewall }: Plan, traffic: readonly RouteTraffic[]): readonly Need[] {
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
  ];
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
