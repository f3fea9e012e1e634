import type { Issue } from '../../../errors/issue.js';
import { isStreamed } from '../../backend.js';
import type { RouteCache } from '../../edge.js';
import type { GatewaySpec } from '../../gateway.js';
import { parsePath } from '../../path.js';
import type { Route } from '../../route.js';
import { placeOf } from '../place-of.js';
import { brokenRules, type Rule } from '../rule.js';
import { cacheCallerIssues } from './cache-caller-issues.js';
import { cacheKeyIssues } from './cache-key-issues.js';

const EXPIRATION = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html';
const METHODS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html';
const PATTERNS =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html';
/** CloudFront reads no more of an answer. */
const MOST_TAGS = 50;
/** API Gateway passes 10,240 bytes of headers on, and others want room. */
const LONGEST_TAGS = 4_096;
const TAGS = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-by-tags.html';
/** A year: what CloudFront keeps at most. */
const LONGEST_TTL = 31_536_000;
/** What fits into a header; visible characters without a comma. */
const TAG = /^[!-+\--~]{1,256}$/;

interface Cached {
  readonly route: Route;
  readonly cache: RouteCache;
  readonly spec: GatewaySpec;
  /** The routes of GET on the same path. */
  readonly gets: readonly Route[];
}

const RULES: readonly Rule<Cached>[] = [
  {
    holds: ({ spec }) => spec.edge !== undefined,
    words: ({ cache }) => ({
      code: 'CACHE_WITHOUT_EDGE',
      at: '',
      message: 'an edge keeps answers, and this gateway has none',
      got: cache,
      allowed: 'cache on routes of a gateway with an edge',
      fix: 'write edge: {} on the gateway',
      source: EXPIRATION,
    }),
  },
  {
    holds: ({ route }) => ['GET', 'HEAD', 'ANY'].includes(route.method),
    words: ({ route }) => ({
      code: 'CACHE_METHOD',
      at: '',
      message: 'CloudFront keeps answers to GET and HEAD alone',
      got: route.method,
      allowed: 'GET, HEAD, or ANY, whose other methods pass',
      fix: 'leave it out',
      source: METHODS,
    }),
  },
  {
    holds: ({ route, cache, gets }) => route.method !== 'HEAD' || readsAlike(cache, gets),
    words: ({ route }) => ({
      code: 'CACHE_HEAD',
      at: '',
      message: 'HEAD is answered from what is kept for GET, and no GET of this path is kept in this way',
      got: route.pattern,
      allowed: `the same cache on GET ${route.path}`,
      fix: 'write it on the route of GET as well, or leave it out',
      source: METHODS,
    }),
  },
  {
    holds: ({ route, gets }) => route.method !== 'ANY' || gets.length === 0,
    words: ({ route }) => ({
      code: 'CACHE_HIDDEN',
      at: '',
      message: 'GET of this path has a route of its own, and of the others nothing is kept',
      got: route.pattern,
      allowed: `cache on GET ${route.path}`,
      fix: 'write it there',
      source: METHODS,
    }),
  },
  {
    holds: ({ route }) => !isStreamed(route.to),
    words: () => ({
      code: 'CACHE_STREAM',
      at: '',
      message: 'an answer that streams is there when it is over, and most are never the same',
      got: 'a backend that streams',
      allowed: 'cache on routes that answer whole',
      fix: 'leave out streaming: true, or cache',
      source: EXPIRATION,
    }),
  },
  {
    holds: ({ route }) => route.to.kind !== 'reply',
    words: () => ({
      code: 'CACHE_REPLY',
      at: '',
      message: 'a fixed reply calls no backend, and costs less than to be kept',
      got: 'reply(…)',
      allowed: 'cache on routes with a backend',
      fix: 'leave it out',
    }),
  },
  {
    holds: ({ route }) => !isGreedyBehindParameter(route),
    words: ({ route }) => ({
      code: 'CACHE_PATTERN',
      at: '',
      message: 'no pattern of CloudFront tells the paths of a greedy parameter behind another one from longer ones',
      got: route.path,
      allowed: 'one greedy parameter behind literal segments: /files/{path+}',
      fix: 'write the segments out, or leave it out',
      source: PATTERNS,
    }),
  },
  ...(['ttlSeconds', 'staleWhileRevalidateSeconds', 'staleIfErrorSeconds'] as const).map(
    (name): Rule<Cached> => ({
      holds: ({ cache }) => isSeconds(cache[name] ?? (name === 'ttlSeconds' ? 0 : 1)),
      words: ({ cache }) => ({
        code: 'CACHE_SECONDS',
        at: name,
        message: 'CloudFront keeps an answer for a year at most',
        got: cache[name],
        allowed: `whole seconds, 1 to ${LONGEST_TTL}`,
        fix: name === 'ttlSeconds' ? 'write 60, or leave cache out' : 'leave it out, or write 60',
        source: EXPIRATION,
      }),
    }),
  ),
  {
    holds: ({ cache: { tags = [] } }) =>
      tags.every((tag) => TAG.test(tag)) && tags.length <= MOST_TAGS && tags.join(',').length <= LONGEST_TAGS,
    words: ({ cache }) => ({
      code: 'CACHE_TAG',
      at: 'tags',
      message: 'tags stand in a header, with commas between them',
      got: cache.tags,
      allowed: `${MOST_TAGS} at most, of 1 to 256 visible characters without commas and blanks, ${LONGEST_TAGS.toLocaleString('en')} characters in all`,
      fix: 'write book-9780141439518',
      source: TAGS,
    }),
  },
  {
    holds: ({ route, cache }) => !statesAnswer(cache) || answerHeaders(route, cache).length === 0,
    words: ({ route, cache }) => ({
      code: 'CACHE_ANSWER',
      at: '',
      message: 'the gateway writes these headers of the answer where there are stale times or tags',
      got: answerHeaders(route, cache),
      allowed: 'transform.response without Cache-Control and Cache-Tag, and with stale times without Vary',
      fix: 'leave one of the two out',
      source: EXPIRATION,
    }),
  },
];

/** What is wrong with how long answers of the routes are kept. */
export function allCacheIssues(spec: GatewaySpec): readonly Issue[] {
  if (!spec.routes.some(({ cache }) => cache)) return [];
  const gets = getsByPath(spec.routes);
  return spec.routes.flatMap((route) => {
    const { cache } = route;
    if (!cache) return [];
    const place = `${placeOf(route)}.cache`;
    return [
      ...brokenRules(RULES, { route, cache, spec, gets: gets.get(route.path) ?? [] }, place),
      ...cacheKeyIssues(cache, place),
      ...cacheCallerIssues(route, cache, spec),
    ];
  });
}

function getsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const gets = new Map<string, Route[]>();
  for (const route of routes) {
    if (route.method !== 'GET') continue;
    const atPath = gets.get(route.path);
    if (atPath) atPath.push(route);
    else gets.set(route.path, [route]);
  }
  return gets;
}

function readsAlike(cache: RouteCache, gets: readonly Route[]): boolean {
  const own = JSON.stringify(cache);
  return gets.some((route) => JSON.stringify(route.cache) === own);
}

function isGreedyBehindParameter({ path }: Route): boolean {
  const parsed = parsePath(path);
  if (!parsed.ok) return false;
  const kinds = parsed.segments.map(({ kind }) => kind);
  return kinds.includes('greedy') && kinds.includes('parameter');
}

function isSeconds(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= LONGEST_TTL;
}

/** Whether the gateway writes headers into the answers. */
export function statesAnswer(cache: RouteCache): boolean {
  return isStale(cache) || (cache.tags?.length ?? 0) > 0;
}

/** Whether answers are sent that are out of date. */
export function isStale({ staleWhileRevalidateSeconds, staleIfErrorSeconds }: RouteCache): boolean {
  return staleWhileRevalidateSeconds !== undefined || staleIfErrorSeconds !== undefined;
}

/** Headers of a good answer that the route's own transformation sets, and the gateway would. */
function answerHeaders({ transform }: Route, cache: RouteCache): readonly string[] {
  const { headers = {} } = transform?.response?.[200] ?? transform?.response?.any ?? {};
  const { remove = [], rename = {}, set = {}, add = {}, default: otherwise = {} } = headers;
  const names = [
    ...remove,
    ...Object.entries(rename).flat(),
    ...[set, add, otherwise].flatMap((each) => Object.keys(each)),
  ];
  const ours = ['cache-control', 'cache-tag', ...(isStale(cache) ? ['vary'] : [])];
  return names.filter((name) => ours.includes(name.toLowerCase()));
}
