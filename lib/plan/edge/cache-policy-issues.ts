import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import { isKeyHeader, MOST_NAMES } from '../../spec/validate/edge/cache-key-issues.js';
import { placeOf } from '../../spec/validate/place-of.js';
import { brokenRules, type Rule } from '../../spec/validate/rule.js';
import { cachePolicyOf } from './cache-policies.js';

interface Key {
  readonly route: Route;
  /** Those of its cache policy. */
  readonly headers: readonly string[];
}

const AT = 'cache.vary.headers';

const RULES: readonly Rule<Key>[] = [
  {
    holds: ({ route, headers }) => isStated(route) || headers.every(isKeyHeader),
    words: ({ headers }) => ({
      code: 'CACHE_KEY_HEADER',
      at: AT,
      message: 'the key has what the route reads, and CloudFront keeps no answers by these headers',
      got: headers.filter((name) => !isKeyHeader(name)),
      allowed:
        'vary.headers without them: the backend then sees what CloudFront writes there, or nothing; cookies stand in vary.cookies',
      fix: `write vary: { headers: [${headers
        .filter(isKeyHeader)
        .map((name) => `'${name}'`)
        .join(', ')}] }`,
      source:
        'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior',
    }),
  },
  {
    holds: ({ route, headers }) =>
      headers.length <= MOST_NAMES || (route.cache?.vary?.headers?.length ?? 0) > MOST_NAMES,
    words: ({ headers }) => ({
      code: 'CACHE_KEY_SIZE',
      at: AT,
      message: 'a cache policy of CloudFront does not name so many',
      got: headers,
      allowed: `${MOST_NAMES} names at most, those that the route reads and Origin with CORS among them`,
      fix: 'let the route read fewer headers, or leave out cache',
      source:
        'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies',
    }),
  },
];

/** What CloudFront does not take of a key that the spec does not write out. */
export function cachePolicyIssues(spec: GatewaySpec): readonly Issue[] {
  if (!spec.edge) return [];
  return spec.routes.flatMap((route) => {
    if (!route.cache) return [];
    const { headers } = cachePolicyOf(route, route.cache, spec);
    return brokenRules(RULES, { route, headers }, placeOf(route));
  });
}

/** The rules of the spec look at its names. */
function isStated({ cache }: Route): boolean {
  return cache?.vary?.headers !== undefined;
}
