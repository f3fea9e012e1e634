import type { Issue } from '../../../errors/issue.js';
import type { RouteCache } from '../../edge.js';
import { brokenRules, type Rule } from '../rule.js';

const POLICIES =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html';
const HEADERS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior';
const QUOTAS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies';
/** Headers, query parameters and cookies of a cache policy, each. */
export const MOST_NAMES = 10;
/** A token (RFC 9110, section 5.6.2) without a star, which stands for all. */
const NAME = /^[!#$%&'+.^_`|~0-9A-Za-z-]{1,128}$/;
/** Names of a query come with more, but without what ends them. */
const QUERY_NAME = /^[^\s&=#]{1,128}$/;

/** What CloudFront takes away, writes itself, or does not keep answers by; cookies and encodings have a place of their own. */
const OWN_HEADERS = new Set(
  `accept-encoding cache-control connection content-length cookie expect host keep-alive max-forwards
  pragma proxy-authenticate proxy-authorization proxy-connection request-range te trailer transfer-encoding upgrade
  via warning x-amz-cf-id x-forwarded-proto x-http-method-override x-real-ip`.split(/\s+/),
);
const OWN_PREFIX = /^(x-edge-|x-amz-cf-|x-gatewright-)/;

const RULES: readonly Rule<NonNullable<RouteCache['vary']>>[] = [
  {
    holds: ({ headers = [] }) => headers.every(isKeyHeader),
    words: ({ headers = [] }) => ({
      code: 'CACHE_KEY_HEADER',
      at: 'headers',
      message: 'CloudFront keeps no answers by these headers',
      got: headers.filter((name) => !isKeyHeader(name)),
      allowed: 'headers that reach a backend as callers sent them; cookies stand in vary.cookies',
      fix: 'leave them out',
      source: HEADERS,
    }),
  },
  {
    holds: ({ query }) => query === undefined || query === 'all' || query.every((name) => QUERY_NAME.test(name)),
    words: ({ query }) => ({
      code: 'CACHE_KEY_QUERY',
      at: 'query',
      message: 'these are no names in a query',
      got: query,
      allowed: "names, or 'all'",
      fix: "write ['page', 'sort']",
      source: POLICIES,
    }),
  },
  {
    holds: ({ cookies = [] }) => cookies.every((name) => NAME.test(name)),
    words: ({ cookies }) => ({
      code: 'CACHE_KEY_COOKIE',
      at: 'cookies',
      message: 'these are no names of cookies',
      got: cookies,
      allowed: 'names without stars',
      fix: "write ['currency']",
      source: POLICIES,
    }),
  },
  ...(['headers', 'query', 'cookies'] as const).map(
    (part): Rule<NonNullable<RouteCache['vary']>> => ({
      holds: (vary) => vary[part] === 'all' || (vary[part]?.length ?? 0) <= MOST_NAMES,
      words: (vary) => ({
        code: 'CACHE_KEY_SIZE',
        at: part,
        message: 'a cache policy of CloudFront does not name so many',
        got: vary[part]?.length,
        allowed: `${MOST_NAMES} names at most`,
        fix: part === 'query' ? "write 'all'" : 'leave out what answers seldom differ by, or leave out cache',
        source: QUOTAS,
      }),
    }),
  ),
];

export function cacheKeyIssues({ vary }: RouteCache, place: string): readonly Issue[] {
  return vary ? brokenRules(RULES, vary, `${place}.vary`) : [];
}

export function isKeyHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return NAME.test(name) && !OWN_HEADERS.has(lower) && !OWN_PREFIX.test(lower);
}
