import type { Issue } from '../../errors/issue.js';
import { quotas } from '../../facts/quotas.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import { isKeyHeader } from '../../spec/validate/edge/cache-key-issues.js';
import { placeOf } from '../../spec/validate/place-of.js';
import { brokenRules, issueAt, type Rule } from '../../spec/validate/rule.js';
import type { EdgePlan } from '../edge-plan.js';
import { cachePolicyOf, readHeaders, readQuery } from './cache-policies.js';

const { edgePatternLength } = quotas;

const RULES: readonly Rule<EdgePlan>[] = [
  {
    holds: ({ behaviours }) => longPatterns(behaviours).length === 0,
    words: ({ behaviours }) => ({
      code: 'EDGE_PATTERN',
      at: '',
      message: 'a pattern of CloudFront is not so long',
      got: longPatterns(behaviours),
      allowed: `${edgePatternLength.value} characters`,
      fix: 'cache a route with a shorter path',
      source: edgePatternLength.source,
    }),
  },
];

/** What is known once the edge is planned; what it takes of quotas is counted with all others. */
export function edgePlanIssues(edge: EdgePlan | undefined): readonly Issue[] {
  return edge ? brokenRules(RULES, edge, 'edge') : [];
}

/** The backend of a cached route sees what is in the key, and answers the next caller with it. */
export function unseenInputIssues(spec: GatewaySpec): readonly Issue[] {
  if (!spec.edge) return [];
  return spec.routes.flatMap((route) => {
    const { cache } = route;
    if (!cache) return [];
    const { headers, query } = cachePolicyOf(route, cache, spec);
    const unseen = readHeaders(route).filter((name) => isKeyHeader(name) && !headers.includes(name));
    const parameters = query === 'all' ? [] : readQuery(route).filter((name) => !query.includes(name));
    return [
      ...(unseen.length > 0 ? [unseenIssue(route, 'headers', unseen)] : []),
      ...(parameters.length > 0 ? [unseenIssue(route, 'query', parameters)] : []),
    ];
  });
}

function unseenIssue(route: Route, part: 'headers' | 'query', names: readonly string[]): Issue {
  return issueAt(placeOf(route), {
    code: 'CACHE_UNSEEN',
    at: `cache.vary.${part}`,
    message: `the route reads ${names.join(', ')}, which the backend of a cached route sees only where the cache key has it`,
    got: route.cache?.vary?.[part],
    allowed: `vary.${part} with all that the route declares and transforms`,
    fix: `add ${names.map((name) => `'${name}'`).join(', ')}, or leave vary.${part} out`,
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html',
  });
}

function longPatterns(behaviours: EdgePlan['behaviours']): readonly string[] {
  return behaviours.map(({ pattern }) => pattern).filter(({ length }) => length > edgePatternLength.value);
}
