import type { Firewall, RateKey, RateLimit } from '../../spec/firewall.js';
import { rateRuleName } from '../../spec/validate/firewall/rate-rule-name.js';
import type { WebAclRulePlan } from '../web-acl-plan.js';
import { packed } from './packed.js';
import type { PathPrefix } from './path-prefix.js';
import { END, pathRegex, tailOfText } from './path-regex.js';
import { refusal } from './refusal.js';
import { wcuOf } from './wcu.js';

/** In the order of the spec. */
export function planRateRules({ rateLimits = {}, response }: Firewall, prefix: PathPrefix): readonly WebAclRulePlan[] {
  return Object.entries(rateLimits).map(([name, limit]) => {
    const { action = 'block', windowSeconds = 300 } = limit;
    const rule = {
      kind: 'rate' as const,
      name: rateRuleName(name),
      action,
      limit: limit.limit,
      windowSeconds,
      by: keysOf(limit),
      methods: [...new Set(limit.only?.methods)],
      paths: regexesOf(limit.only?.paths ?? [], prefix),
      because: becauseOf(limit, windowSeconds, action),
    };
    const wait = { 'Retry-After': String(windowSeconds) };
    const stated = limit.response ?? (response && { ...response, status: 429 });
    return {
      ...rule,
      wcu: wcuOf(rule),
      ...(action === 'block' && { response: refusal(429, stated, wait) }),
    };
  });
}

function keysOf({ by = 'ip' }: RateLimit): readonly RateKey[] {
  return Array.isArray(by) ? by : [by as RateKey];
}

function regexesOf(paths: readonly string[], prefix: PathPrefix): readonly string[] {
  const lower = { ...prefix, may: prefix.may.map((segment) => segment.toLowerCase()) };
  const tails = [...new Set(paths.map((path) => tailOfText(path.toLowerCase())))];
  const below = tails.filter((tail) => tail !== END);
  const packs = packed(below, (some) => [pathRegex(lower, some)]);
  return [...(tails.includes(END) ? [[END]] : []), ...packs].map((some) => pathRegex(lower, some));
}

function becauseOf(limit: RateLimit, windowSeconds: number, action: string): string {
  const keys = keysOf(limit).map((key) => (typeof key === 'string' ? key : Object.entries(key).flat().join(' ')));
  const most = `at most ${limit.limit.toLocaleString('en')} requests in ${windowSeconds} s by ${keys.join(' and ')}`;
  return action === 'count' ? `${most}; more are counted and let through` : most;
}
