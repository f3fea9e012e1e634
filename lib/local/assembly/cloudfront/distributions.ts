import type { DistributionModel, ErrorResponseModel, GeoRestriction } from '../../model/distribution.js';
import { optional } from '../optional.js';
import { closedStrings, type Properties, UNRESOLVED_TEXT } from '../properties.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { type BehaviorParts, noticeUnknownPolicies, readBehaviorParts, readBehaviors } from './behaviors.js';
import { readOriginGroups, readOrigins } from './origins.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html */
const DEFAULT_ERROR_CACHING_SECONDS = 10;

/** All distributions of the assembly, in whatever stack and region they are. */
export function readDistributions(context: ReaderContext): DistributionModel[] {
  const distributions = context.ofType('AWS::CloudFront::Distribution');
  if (distributions.length === 0) return [];
  const parts = readBehaviorParts(context);
  return distributions.flatMap((resource) => readDistribution(resource, parts));
}

function readDistribution(resource: ResolvedResource, parts: BehaviorParts): DistributionModel[] {
  const { id, stack, logicalId, properties, notice } = resource;
  const config = properties.object('DistributionConfig');
  const domainName = stack.scope.attribute(logicalId, 'DomainName');
  if (id === undefined || typeof domainName !== 'string') return [];
  noticeMissing(config, notice);
  noticeUnknownPolicies([...config.objects('CacheBehaviors'), config.object('DefaultCacheBehavior')], parts, notice);
  return [
    {
      stackName: stack.name,
      logicalId,
      id,
      domainName,
      aliases: config.strings('Aliases').map((alias) => alias.toLowerCase()),
      enabled: config.boolean('Enabled') ?? false,
      comment: config.string('Comment') ?? '',
      tags: readTags(properties),
      ...optional('webAclArn', readWebAcl(config)),
      ...optional('defaultRootObject', config.string('DefaultRootObject')?.replace(/^\//, '') || undefined),
      ...optional('cacheTagHeader', config.object('CacheTagConfig').string('HeaderName')?.toLowerCase()),
      geoRestriction: readGeoRestriction(config.object('Restrictions').object('GeoRestriction')),
      origins: readOrigins(config, notice),
      originGroups: readOriginGroups(config),
      behaviors: readBehaviors(config, parts, notice),
      errorResponses: readErrorResponses(config),
    },
  ];
}

function readTags(properties: Properties): Readonly<Record<string, string>> {
  const tags = properties.objects('Tags').map((tag) => [tag.string('Key'), tag.string('Value')] as const);
  return Object.fromEntries(tags.filter(([key, value]) => key !== undefined && value !== undefined));
}

/** A web ACL that cannot be known is one that is not there: the distribution does not pass for one without. */
function readWebAcl(config: Properties): string | undefined {
  if (config.string('WebACLId') === '') return undefined;
  return config.string('WebACLId') ?? (config.has('WebACLId') ? UNRESOLVED_TEXT : undefined);
}

function readGeoRestriction(restriction: Properties): GeoRestriction {
  const type = restriction.string('RestrictionType') ?? 'none';
  if (type === 'none') return { kind: 'none' };
  return { kind: type === 'whitelist' ? 'allow' : 'deny', countries: closedStrings(restriction, 'Locations') };
}

function readErrorResponses(config: Properties): ErrorResponseModel[] {
  return config.objects('CustomErrorResponses').flatMap((response) => {
    const status = response.number('ErrorCode');
    if (status === undefined) return [];
    const path = response.string('ResponsePagePath');
    return [
      {
        status,
        ...(path && { page: { path, status: response.number('ResponseCode') ?? status } }),
        cachingMinTtlSeconds: response.number('ErrorCachingMinTTL') ?? DEFAULT_ERROR_CACHING_SECONDS,
      },
    ];
  });
}

function noticeMissing(config: Properties, notice: ResolvedResource['notice']): void {
  if (config.has('Logging')) notice('not-emulated', 'there are no access logs of the distribution');
  if (config.has('ViewerMtlsConfig')) notice('not-emulated', 'certificates of viewers are not asked for');
  if (config.boolean('Staging')) notice('not-emulated', 'continuous deployment does not split requests');
  if (config.has('TenantConfig')) notice('not-emulated', 'distribution tenants are not served');
}
