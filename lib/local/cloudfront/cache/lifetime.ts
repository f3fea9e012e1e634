import type { BehaviorModel, HeaderPair } from '../../model/distribution.js';
import { headerValue } from '../headers.js';
import { type CacheControl, readCacheControl } from './cache-control.js';

/** How long an answer is kept; undefined: not at all. */
export interface Lifetime {
  readonly freshMs: number;
  readonly staleWhileRevalidateMs: number;
  readonly staleIfErrorMs: number;
}

/** Kept whatever the origin says of them, for the error caching time at least. */
const ALWAYS_CACHED_ERRORS = new Set([404, 405, 410, 414, 500, 501, 502, 503, 504]);
/** Not kept where the origin forbids it; of the others, what it forbids counts for nothing. */
const REFUSABLE_ERRORS = new Set([404, 410, 414, 501]);
/** Kept only where the origin gives them a lifetime. */
const ASKED_ERRORS = new Set([400, 403, 412, 415]);

/**
 * How long CloudFront keeps what an origin answered to a method that is cached.
 *
 * Errors are kept even under a policy that caches nothing, and most of them even where the origin forbids it: for 10
 * seconds, unless the distribution's error responses say otherwise.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 */
export function lifetimeOf(
  { status, headers }: { readonly status: number; readonly headers: readonly HeaderPair[] },
  { cachePolicy }: BehaviorModel,
  errorMinTtlSeconds: (status: number) => number,
  nowMs: number,
): Lifetime | undefined {
  const control = readCacheControl(headers, nowMs);
  const maxMs = cachePolicy.maxTtlSeconds * 1000;
  if (status >= 400) {
    const seconds = errorSeconds(status, control, errorMinTtlSeconds(status), cachePolicy.maxTtlSeconds);
    return seconds === undefined
      ? undefined
      : { freshMs: seconds * 1000, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 };
  }
  if (maxMs === 0 || headerValue(headers, 'vary')?.trim() === '*') return undefined;
  const seconds = successSeconds(control, cachePolicy);
  if (seconds === undefined) return undefined;
  return {
    freshMs: seconds * 1000,
    staleWhileRevalidateMs: Math.min((control.staleWhileRevalidateSeconds ?? 0) * 1000, maxMs),
    // Without the directive, an answer that is out of date is served as long as the origin fails.
    staleIfErrorMs: Math.min((control.staleIfErrorSeconds ?? Number.POSITIVE_INFINITY) * 1000, maxMs),
  };
}

function errorSeconds(
  status: number,
  { isRefused, lifetimeSeconds }: CacheControl,
  minSeconds: number,
  maxSeconds: number,
): number | undefined {
  if (isRefused && REFUSABLE_ERRORS.has(status)) return undefined;
  const given = isRefused ? undefined : lifetimeSeconds;
  const isKept = ALWAYS_CACHED_ERRORS.has(status) || (ASKED_ERRORS.has(status) && given !== undefined);
  const seconds = Math.max(minSeconds, Math.min(given ?? 0, maxSeconds));
  return isKept && seconds > 0 ? seconds : undefined;
}

/** Undefined where nothing is kept. What lasts 0 seconds is kept all the same: the origin is asked whether it still holds. */
function successSeconds(
  { isRefused, lifetimeSeconds }: CacheControl,
  { minTtlSeconds, defaultTtlSeconds, maxTtlSeconds }: BehaviorModel['cachePolicy'],
): number | undefined {
  if (isRefused) return minTtlSeconds > 0 ? minTtlSeconds : undefined;
  if (lifetimeSeconds === undefined) return Math.max(minTtlSeconds, defaultTtlSeconds) || undefined;
  return Math.min(Math.max(lifetimeSeconds, minTtlSeconds), maxTtlSeconds);
}
