import type { Issue } from '../../../errors/issue.js';
import { quotas } from '../../../facts/quotas.js';
import type { GatewaySpec } from '../../gateway.js';
import { placeOf } from '../place-of.js';
import { brokenRules, type Rule } from '../rule.js';

const { value: MOST, source } = quotas.wafBodyBytes;

interface Limited {
  readonly maxBodyBytes: number;
  readonly hasFirewall: boolean;
}

const RULES: readonly Rule<Limited>[] = [
  {
    holds: ({ maxBodyBytes }) => Number.isInteger(maxBodyBytes) && maxBodyBytes >= 1 && maxBodyBytes <= MOST,
    words: ({ maxBodyBytes }) => ({
      code: 'ROUTE_BODY_LIMIT',
      at: 'maxBodyBytes',
      message: 'the firewall tells no such limit from what is longer',
      got: maxBodyBytes,
      allowed: `whole bytes, 1 to ${MOST}`,
      fix: 'choose a limit within, or leave it out: API Gateway takes 10 MB',
      source,
    }),
  },
  {
    holds: ({ hasFirewall }) => hasFirewall,
    words: ({ maxBodyBytes }) => ({
      code: 'ROUTE_BODY_LIMIT_UNCHECKED',
      at: 'maxBodyBytes',
      message: 'the firewall holds bodies to their limit, and there is none',
      got: maxBodyBytes,
      allowed: 'maxBodyBytes in gateways with a firewall',
      fix: 'write firewall: {} on the gateway, or leave maxBodyBytes out',
      source,
    }),
  },
];

/** Of the routes' `maxBodyBytes`. */
export function bodyLimitIssues({ routes, firewall }: GatewaySpec): readonly Issue[] {
  return routes.flatMap((route) => {
    const { maxBodyBytes } = route;
    if (maxBodyBytes === undefined) return [];
    return brokenRules(RULES, { maxBodyBytes, hasFirewall: firewall !== undefined }, placeOf(route));
  });
}
