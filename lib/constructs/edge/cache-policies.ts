import type { Construct } from 'constructs';
import type { CachePolicyPlan, EdgePlan } from '../../plan/edge-plan.js';
import { cdk } from '../cdk.js';
import { edgeName, LONGEST_POLICY_NAME } from './edge-name.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const YEAR_SECONDS = 31_536_000;

/** Plan's name → id. */
export function makeCachePolicies(
  scope: Construct,
  { cachePolicies, compress }: EdgePlan,
): ReadonlyMap<string, string> {
  return new Map(
    cachePolicies.map((policy) => {
      const made = new cdk.aws_cloudfront.CfnCachePolicy(scope, `CachePolicy${policy.name}`, {
        cachePolicyConfig: {
          name: edgeName(scope, policy.name, LONGEST_POLICY_NAME),
          minTtl: 0,
          defaultTtl: policy.ttlSeconds,
          maxTtl: YEAR_SECONDS,
          parametersInCacheKeyAndForwardedToOrigin: {
            enableAcceptEncodingGzip: compress,
            enableAcceptEncodingBrotli: compress,
            headersConfig: listed('headerBehavior', 'headers', policy.headers),
            queryStringsConfig: queryOf(policy),
            cookiesConfig: listed('cookieBehavior', 'cookies', policy.cookies),
          },
        },
      });
      return [policy.name, made.ref];
    }),
  );
}

function queryOf({ query }: CachePolicyPlan) {
  return query === 'all' ? { queryStringBehavior: 'all' } : listed('queryStringBehavior', 'queryStrings', query);
}

function listed<Behavior extends string, Names extends string>(
  behavior: Behavior,
  property: Names,
  names: readonly string[],
): { [B in Behavior]: string } & { [N in Names]?: string[] } {
  const settings = names.length > 0 ? { [behavior]: 'whitelist', [property]: [...names] } : { [behavior]: 'none' };
  return settings as { [B in Behavior]: string } & { [N in Names]?: string[] };
}
