import type { Issue } from '../../../errors/issue.js';
import { headerOf, isToken, schemesOf } from '../../access.js';
import type { SchemeAuth } from '../../auth.js';
import type { CustomAuth } from '../../authorizer.js';
import type { RouteCache } from '../../edge.js';
import type { GatewaySpec } from '../../gateway.js';
import type { Route } from '../../route.js';
import { placeOf } from '../place-of.js';
import { issueAt } from '../rule.js';

const KEY = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html';

/** What a caller shows of itself: names of headers (lower case) and of query parameters; undefined: nothing that a cache key could hold. */
interface Shown {
  readonly headers: readonly string[];
  readonly query: readonly string[];
}

/** What is kept is sent to whoever asks with the same key, so whatever tells callers apart has to be in it. */
export function cacheCallerIssues(route: Route, cache: RouteCache, spec: GatewaySpec): readonly Issue[] {
  const schemes = schemesOf(route.auth ?? spec.auth ?? 'public');
  const place = `${placeOf(route)}.cache`;
  const unseen = schemes.filter((scheme) => shownBy(scheme) === undefined);
  if (unseen.length > 0) return [issueAt(place, unseenWords(unseen))];
  const fresh = schemes.filter((scheme) => isToken(scheme) && scheme.stepUps.length > 0);
  if (fresh.length > 0) return [issueAt(place, stepUpWords(fresh))];
  const shown = schemes.flatMap((scheme) => shownBy(scheme) ?? []);
  const headers = missing(
    shown.flatMap((each) => each.headers),
    cache.vary?.headers?.map((name) => name.toLowerCase()) ?? [],
  );
  const { query = 'all' } = cache.vary ?? {};
  const parameters =
    query === 'all'
      ? []
      : missing(
          shown.flatMap((each) => each.query),
          query,
        );
  if (headers.length === 0 && parameters.length === 0) return [];
  return [issueAt(place, missingWords(headers, parameters, cache))];
}

function shownBy(scheme: SchemeAuth): Shown | undefined {
  if (isToken(scheme)) return { headers: [headerOf(scheme).toLowerCase()], query: [] };
  switch (scheme.kind) {
    case 'api-key':
      return { headers: scheme.meter ? [] : ['x-api-key'], query: [] };
    case 'custom':
      return shownTo(scheme);
    case 'iam':
    case 'mutual-tls':
      return undefined;
  }
}

/** An authorizer without an identity goes by anything. */
function shownTo({ identityHeaders, identityQuery }: CustomAuth): Shown | undefined {
  if (identityHeaders.length + identityQuery.length === 0) return undefined;
  return { headers: identityHeaders.map((name) => name.toLowerCase()), query: identityQuery };
}

function missing(needed: readonly string[], there: readonly string[]): readonly string[] {
  return [...new Set(needed)].filter((name) => !there.includes(name));
}

function unseenWords(schemes: readonly SchemeAuth[]) {
  return {
    code: 'CACHE_CALLER',
    at: '',
    message:
      'what is kept would be sent to other callers, and no cache key holds what tells them apart: a signature, a certificate, or whatever an authorizer goes by',
    got: schemes.map(({ name }) => name),
    allowed: 'cache on routes that are public, or whose callers show tokens or keys in headers',
    fix: 'leave cache out',
    source: KEY,
  };
}

/** A token that was young when its answer was kept grows old, and opens it all the same. */
function stepUpWords(schemes: readonly SchemeAuth[]) {
  return {
    code: 'CACHE_STEP_UP',
    at: '',
    message: 'what is kept is sent without a look at how and when its caller has logged in',
    got: schemes.map(({ name }) => `stepUp of ${name}`),
    allowed: 'cache on routes without stepUp',
    fix: 'leave one of the two out',
    source: 'https://www.rfc-editor.org/rfc/rfc9470.html',
  };
}

function missingWords(headers: readonly string[], query: readonly string[], { vary }: RouteCache) {
  const all = [...headers, ...query];
  return {
    code: 'CACHE_CALLER',
    at: headers.length > 0 ? 'vary.headers' : 'vary.query',
    message: `what is kept for one caller would be sent to all: ${all.join(', ')} is not in the key`,
    got: (headers.length > 0 ? vary?.headers : vary?.query) ?? 'no vary.headers',
    allowed:
      'public routes, or whatever callers show of themselves in vary: then each caller has answers of its own, and those from the cache count in no quota',
    fix:
      headers.length > 0
        ? `write vary: { headers: [${headers.map((name) => `'${name}'`).join(', ')}] }, or leave cache out`
        : "write vary: { query: 'all' }, or leave cache out",
    source: KEY,
  };
}
