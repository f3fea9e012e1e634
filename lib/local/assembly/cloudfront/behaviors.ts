import type {
  BehaviorModel,
  CachePolicyModel,
  EdgeFunctionModel,
  OriginRequestPolicyModel,
  ResponseHeadersPolicyModel,
} from '../../model/distribution.js';
import { optional } from '../optional.js';
import type { Properties } from '../properties.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { readCachePolicies, readForwardedValues } from './cache-policies.js';
import { readAssociations, readEdgeFunctions } from './edge-functions.js';
import { readOriginRequestPolicies } from './request-policies.js';
import { readResponseHeadersPolicies } from './response-policies.js';

/** What behaviors refer to, by id or ARN. */
export interface BehaviorParts {
  readonly cachePolicies: ReadonlyMap<string, CachePolicyModel>;
  readonly originRequestPolicies: ReadonlyMap<string, OriginRequestPolicyModel>;
  readonly responseHeadersPolicies: ReadonlyMap<string, ResponseHeadersPolicyModel>;
  readonly functions: ReadonlyMap<string, EdgeFunctionModel>;
}

export const readBehaviorParts = (context: ReaderContext): BehaviorParts => ({
  cachePolicies: readCachePolicies(context),
  originRequestPolicies: readOriginRequestPolicies(context),
  responseHeadersPolicies: readResponseHeadersPolicies(context),
  functions: readEdgeFunctions(context),
});

/** Ordered behaviors as they stand, then the default one. */
export function readBehaviors(
  config: Properties,
  parts: BehaviorParts,
  notice: ResolvedResource['notice'],
): BehaviorModel[] {
  const ordered = config.objects('CacheBehaviors');
  return [...ordered, config.object('DefaultCacheBehavior')].map((behavior, index) => {
    const pathPattern = index < ordered.length ? (behavior.string('PathPattern') ?? '') : '*';
    noticeMissing(pathPattern, behavior, notice);
    return readBehavior(pathPattern, behavior, parts);
  });
}

function readBehavior(pathPattern: string, behavior: Properties, parts: BehaviorParts): BehaviorModel {
  const allowed = behavior.strings('AllowedMethods');
  const cached = behavior.strings('CachedMethods');
  const find = <Policy>(policies: ReadonlyMap<string, Policy>, key: string): Policy | undefined =>
    behavior.has(key) ? policies.get(behavior.string(key) ?? '') : undefined;
  return {
    pathPattern,
    targetOriginId: behavior.string('TargetOriginId') ?? '',
    allowedMethods: allowed.length > 0 ? allowed : ['GET', 'HEAD'],
    cachedMethods: cached.length > 0 ? cached : ['GET', 'HEAD'],
    compress: behavior.boolean('Compress') ?? false,
    cachePolicy: find(parts.cachePolicies, 'CachePolicyId') ?? legacyOrUncached(behavior),
    ...optional('originRequestPolicy', find(parts.originRequestPolicies, 'OriginRequestPolicyId')),
    ...optional('responseHeadersPolicy', find(parts.responseHeadersPolicies, 'ResponseHeadersPolicyId')),
    ...readAssociations(behavior, parts.functions),
  };
}

const UNCACHED: CachePolicyModel = {
  minTtlSeconds: 0,
  defaultTtlSeconds: 0,
  maxTtlSeconds: 0,
  headers: { kind: 'none' },
  cookies: { kind: 'none' },
  queryStrings: { kind: 'none' },
  gzip: false,
  brotli: false,
};

/** Under a policy that cannot be known, nothing is cached: its key could be wider than what we would take for it. */
const legacyOrUncached = (behavior: Properties): CachePolicyModel =>
  behavior.has('CachePolicyId') ? UNCACHED : readForwardedValues(behavior);

const POLICIES = ['CachePolicyId', 'OriginRequestPolicyId', 'ResponseHeadersPolicyId'] as const;
const UNSUPPORTED: readonly (readonly [key: string, message: string])[] = [
  ['LambdaFunctionAssociations', 'Lambda@Edge functions do not run'],
  ['TrustedKeyGroups', 'signed URLs and cookies are not checked'],
  ['TrustedSigners', 'signed URLs and cookies are not checked'],
  ['FieldLevelEncryptionId', 'fields are not encrypted'],
  ['RealtimeLogConfigArn', 'there are no real-time logs'],
];

function noticeMissing(pattern: string, behavior: Properties, notice: ResolvedResource['notice']): void {
  for (const [key, message] of UNSUPPORTED) {
    if (behavior.has(key)) notice('not-emulated', `the behavior ${pattern}: ${message}`);
  }
}

/** Names policies that are neither in the assembly nor AWS's own. */
export function noticeUnknownPolicies(
  behaviors: readonly Properties[],
  parts: BehaviorParts,
  notice: ResolvedResource['notice'],
): void {
  const known = [parts.cachePolicies, parts.originRequestPolicies, parts.responseHeadersPolicies] as const;
  for (const behavior of behaviors) {
    for (const [index, key] of POLICIES.entries()) {
      const id = behavior.string(key);
      if (id === undefined || known[index]?.has(id)) continue;
      notice('unresolved', `${behavior.path}.${key}: the policy ${id} is neither in the assembly nor one of AWS's own`);
    }
  }
}
