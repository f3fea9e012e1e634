import type { CachePolicyModel } from '../../model/distribution.js';
import type { EdgeRequest } from '../edge-message.js';
import { acceptedEncodings } from '../request/accepted-encodings.js';
import { selectCookies, selectQuery, selects } from '../request/selections.js';

/** What an answer is kept by, and the address that an invalidation names it by. */
export interface CacheKey {
  readonly text: string;
  /** Path, and what is kept of the query. */
  readonly address: string;
}

/**
 * The method, the path as it is sent to the origin, and what the cache policy names of query, headers and cookies. The
 * host is not in it unless the policy names it: all aliases of a distribution share one cache. Neither is the origin.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html
 */
export function cacheKey(request: EdgeRequest, policy: CachePolicyModel): CacheKey {
  const query = selectQuery(request.query, (name) => selects(policy.queryStrings, name));
  const headers = policy.headers.kind === 'only' ? policy.headers.names.map((name) => keyedHeader(request, name)) : [];
  const cookies = selectCookies(request.headers, (name) => selects(policy.cookies, name));
  const encodings = acceptedEncodings(request, policy).join(',');
  return {
    text: JSON.stringify([request.method, request.uri, query, headers, cookies, encodings]),
    address: query === '' ? request.uri : `${request.uri}?${query}`,
  };
}

/** All values of it, apart: `a, b` in one field is not `a` and `b` in two. */
const keyedHeader = ({ headers }: EdgeRequest, name: string): readonly unknown[] => [
  name,
  headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value),
];
