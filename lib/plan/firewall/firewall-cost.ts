import { prices } from '../../facts/prices.js';
import type { Plan } from '../plan.js';
import type { WebAclPlan } from '../web-acl-plan.js';

interface FirewallCostLine {
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerMonth: number;
}

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
export function firewallLines(
  { firewall, routes }: Pick<Plan, 'firewall' | 'routes'>,
  requestsPerMonth: number,
): readonly FirewallCostLine[] {
  if (!firewall) return [];
  const { rules } = firewall;
  const writing = routes.filter(({ method }) => WRITING.includes(method)).length / routes.length;
  return [
    monthly('Firewall', 1, 'web ACL', prices.webAclUsdPerMonth),
    monthly('Rules of the firewall', rules.length, 'rules', prices.wafRuleUsdPerMonth),
    perRequest('Requests that the firewall looks at', requestsPerMonth, prices.wafUsdPerMillionRequests),
    perRequest(
      `Capacity above ${INCLUDED_WCU.toLocaleString('en')} WCU`,
      requestsPerMonth * Math.ceil(Math.max(0, firewall.wcu - INCLUDED_WCU) / WCU_STEP),
      prices.wafUsdPerMillionRequestsAnd500Wcu,
    ),
    // Of requests with long bodies alone, and how many these are nobody knows.
    perRequest(
      `Bodies over ${INCLUDED_KB} KB, at most`,
      requestsPerMonth * writing * (firewall.inspectKb / INCLUDED_KB - 1),
      prices.wafUsdPerMillionRequestsAnd16Kb,
    ),
    ...rules.flatMap((rule) => groupLines(rule, requestsPerMonth)),
  ].filter(({ quantity }) => quantity > 0);
}

const BOT_CONTROL = {
  COMMON: prices.botControlCommonUsdPerMillionRequests,
  TARGETED: prices.botControlTargetedUsdPerMillionRequests,
} as const;

/** Two groups have prices of their own. */
function groupLines(rule: WebAclPlan['rules'][number], requestsPerMonth: number): readonly FirewallCostLine[] {
  if (rule.kind !== 'managed') return [];
  if (rule.inspectionLevel) {
    return [
      monthly('Bot control', 1, 'web ACL', prices.botControlUsdPerMonth),
      perRequest('Requests that bot control looks at', requestsPerMonth, BOT_CONTROL[rule.inspectionLevel]),
    ];
  }
  if (rule.name !== 'managed-anti-ddos') return [];
  return [
    monthly('Anti-DDoS', 1, 'web ACL', prices.antiDdosUsdPerMonth),
    perRequest('Requests that anti-DDoS looks at', requestsPerMonth, prices.antiDdosUsdPerMillionRequests),
  ];
}

function monthly(item: string, quantity: number, unit: string, usd: number): FirewallCostLine {
  return { item, quantity, unit, usdPerMonth: quantity * usd };
}

function perRequest(item: string, quantity: number, usdPerMillion: number): FirewallCostLine {
  return { item, quantity, unit: 'requests', usdPerMonth: (quantity / 1e6) * usdPerMillion };
}
