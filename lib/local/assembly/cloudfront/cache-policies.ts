import type { CachePolicyModel } from '../../model/distribution.js';
import type { Properties } from '../properties.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { MANAGED_CACHE_POLICIES } from './managed-policies.js';
import { NONE, readCookies, readHeaders, readQueryStrings, readSelection } from './selections.js';

const YEAR_SECONDS = 31_536_000;
const DAY_SECONDS = 86_400;

/** Policies by their id: the assembly's and AWS's own. */
export function readCachePolicies(context: ReaderContext): ReadonlyMap<string, CachePolicyModel> {
  const own = context.ofType('AWS::CloudFront::CachePolicy');
  return new Map([...MANAGED_CACHE_POLICIES, ...own.flatMap(readCachePolicy)]);
}

function readCachePolicy({ id, properties }: ResolvedResource): [string, CachePolicyModel][] {
  const config = properties.object('CachePolicyConfig');
  const key = config.object('ParametersInCacheKeyAndForwardedToOrigin');
  const policy: CachePolicyModel = {
    minTtlSeconds: config.number('MinTTL') ?? 0,
    defaultTtlSeconds: config.number('DefaultTTL') ?? DAY_SECONDS,
    maxTtlSeconds: config.number('MaxTTL') ?? YEAR_SECONDS,
    headers: readHeaders(key),
    cookies: readCookies(key),
    queryStrings: readQueryStrings(key),
    gzip: key.boolean('EnableAcceptEncodingGzip') ?? false,
    brotli: key.boolean('EnableAcceptEncodingBrotli') ?? false,
  };
  return id === undefined ? [] : [[id, policy]];
}

/**
 * Settings of a behavior that has no cache policy, as there were before policies: what is forwarded is in the key.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-forwardedvalues.html
 */
export function readForwardedValues(behavior: Properties): CachePolicyModel {
  const forwarded = behavior.object('ForwardedValues');
  const headers = forwarded.strings('Headers').map((name) => name.toLowerCase());
  const keys = forwarded.strings('QueryStringCacheKeys');
  const queries = keys.length > 0 ? ({ kind: 'only', names: keys } as const) : ({ kind: 'all' } as const);
  // A behavior that forwards all headers caches nothing.
  const isUncached = headers.includes('*');
  return {
    minTtlSeconds: isUncached ? 0 : (behavior.number('MinTTL') ?? 0),
    defaultTtlSeconds: isUncached ? 0 : (behavior.number('DefaultTTL') ?? DAY_SECONDS),
    maxTtlSeconds: isUncached ? 0 : (behavior.number('MaxTTL') ?? YEAR_SECONDS),
    headers: isUncached ? { kind: 'all' } : headers.length > 0 ? { kind: 'only', names: headers } : NONE,
    cookies: readSelection(forwarded.object('Cookies'), 'Forward', 'WhitelistedNames', false),
    queryStrings: forwarded.boolean('QueryString') ? queries : NONE,
    gzip: true,
    brotli: false,
  };
}
