import type {
  CorsPolicyModel,
  HeaderPair,
  PolicyHeader,
  ResponseHeadersPolicyModel,
} from '../../model/distribution.js';
import { matchesWildcards } from '../../rest/policy/matches-wildcards.js';
import type { EdgeRequest } from '../edge-message.js';
import { headerValue, withHeader, withoutHeaders } from '../headers.js';

/**
 * Headers of an answer under a response headers policy: what is to be removed goes first, what the policy adds comes then,
 * above the origin's or below as it says.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function applyResponsePolicy(
  headers: readonly HeaderPair[],
  policy: ResponseHeadersPolicyModel | undefined,
  request: EdgeRequest,
): readonly HeaderPair[] {
  if (policy === undefined) return headers;
  const added = [...policy.headers, ...(policy.cors ? corsHeaders(policy.cors, request) : [])];
  return added.reduce<readonly HeaderPair[]>(addHeader, withoutHeaders(headers, policy.removed));
}

function addHeader(headers: readonly HeaderPair[], { name, value, override }: PolicyHeader): readonly HeaderPair[] {
  const isThere = headerValue(headers, name.toLowerCase()) !== undefined;
  return isThere && !override ? headers : withHeader(headers, name, value);
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-cors */
function corsHeaders(cors: CorsPolicyModel, { method, headers }: EdgeRequest): PolicyHeader[] {
  const origin = headerValue(headers, 'origin');
  const allowed = origin === undefined ? undefined : cors.allowOrigins.find((one) => isOrigin(one, origin));
  if (allowed === undefined) return [];
  const isPreflight = method === 'OPTIONS' && headerValue(headers, 'access-control-request-method') !== undefined;
  const isAny = allowed === '*' && !cors.allowCredentials;
  const lists: (readonly [string, readonly string[]])[] = isPreflight
    ? [
        ['Access-Control-Allow-Methods', cors.allowMethods],
        ['Access-Control-Allow-Headers', cors.allowHeaders],
      ]
    : [['Access-Control-Expose-Headers', cors.exposeHeaders]];
  const maxAge = isPreflight && cors.maxAgeSeconds !== undefined ? String(cors.maxAgeSeconds) : undefined;
  const named: (readonly [string, string | undefined])[] = [
    ['Access-Control-Allow-Origin', isAny ? '*' : origin],
    ['Access-Control-Allow-Credentials', cors.allowCredentials ? 'true' : undefined],
    ...lists.map(([name, values]) => [name, values.length > 0 ? values.join(', ') : undefined] as const),
    ['Access-Control-Max-Age', maxAge],
    ['Vary', isAny ? undefined : 'Origin'],
  ];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, override: cors.override }]));
}

/** `https://*.bookshop.example`, with or without its scheme. */
const isOrigin = (pattern: string, origin: string): boolean =>
  matchesWildcards(pattern.includes('://') || pattern === '*' ? pattern : `*://${pattern}`, origin, true);
