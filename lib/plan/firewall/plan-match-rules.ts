import type { Firewall, FirewallMatch } from '../../spec/firewall.js';
import type { WebAclRulePlan } from '../web-acl-plan.js';
import type { PathPrefix } from './path-prefix.js';
import { belowPrefix } from './path-regex.js';
import { refusal } from './refusal.js';
import { wcuOf } from './wcu.js';

/** `allow` before `block`: who is let through is not looked at again. */
export function planMatchRules(firewall: Firewall, prefix: PathPrefix): readonly WebAclRulePlan[] {
  const { allow, block } = firewall;
  return [
    ...(allow ? [matchRule('allow', allow, prefix)] : []),
    ...(block ? [{ ...matchRule('block', block, prefix), ...answer(block, firewall) }] : []),
  ];
}

const BECAUSE = {
  allow: 'what is named passes, and no rule behind looks at it',
  block: 'what is named is refused',
  count: 'what is named is counted, and goes on to the rules behind',
};

function matchRule(name: 'allow' | 'block', match: FirewallMatch, prefix: PathPrefix): WebAclRulePlan {
  const { ips = [], countries = [], asns = [], paths = [] } = match;
  const action = match.action ?? name;
  const rule = {
    kind: 'match' as const,
    name,
    action,
    ips: [...new Set(ips.map(asRange))],
    countries: [...new Set(countries)],
    asns: [...new Set(asns)],
    paths: [...new Set(paths.map((regex) => belowPrefix(regex, prefix)))],
    because: BECAUSE[action],
  };
  return { ...rule, wcu: wcuOf(rule) };
}

function answer(block: FirewallMatch, firewall: Firewall): object {
  return block.action === 'count' ? {} : { response: refusal(403, firewall.response) };
}

/** An IP set holds ranges. */
function asRange(ip: string): string {
  if (ip.includes('/')) return ip;
  return ip.includes(':') ? `${ip}/128` : `${ip}/32`;
}
