import type { HeaderPair, OriginGroupModel, OriginModel } from '../../model/distribution.js';
import type { Properties } from '../properties.js';
import type { ResolvedResource } from '../reader-context.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout */
const DEFAULT_RESPONSE_TIMEOUT_SECONDS = 30;

/** The origins of a distribution; one without a name that can be known answers nothing. */
export function readOrigins(config: Properties, notice: ResolvedResource['notice']): OriginModel[] {
  return config.objects('Origins').flatMap((origin) => {
    const id = origin.string('Id');
    if (id === undefined) return [];
    noticeMissing(id, origin, notice);
    const custom = origin.object('CustomOriginConfig');
    const protocol = custom.string('OriginProtocolPolicy') === 'http-only' ? 'http' : 'https';
    const port = protocol === 'http' ? (custom.number('HTTPPort') ?? 80) : (custom.number('HTTPSPort') ?? 443);
    return [
      {
        id,
        domainName: origin.string('DomainName')?.toLowerCase() ?? '',
        path: (origin.string('OriginPath') ?? '').replace(/\/+$/, ''),
        customHeaders: readCustomHeaders(origin),
        protocol,
        port,
        responseTimeoutMs: (custom.number('OriginReadTimeout') ?? DEFAULT_RESPONSE_TIMEOUT_SECONDS) * 1000,
      },
    ];
  });
}

function readCustomHeaders(origin: Properties): HeaderPair[] {
  return origin.objects('OriginCustomHeaders').flatMap((header): HeaderPair[] => {
    const [name, value] = [header.string('HeaderName'), header.secretText('HeaderValue')];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
}

function noticeMissing(id: string, origin: Properties, notice: ResolvedResource['notice']): void {
  const missing = [
    [origin.has('VpcOriginConfig'), 'VPC origins cannot be reached: name a stand-in'],
    [origin.string('OriginAccessControlId'), 'requests to it are not signed: name a stand-in'],
    [origin.object('S3OriginConfig').string('OriginAccessIdentity'), 'requests to it are not signed: name a stand-in'],
  ] as const;
  for (const [isThere, message] of missing) if (isThere) notice('not-emulated', `the origin ${id}: ${message}`);
}

export function readOriginGroups(config: Properties): OriginGroupModel[] {
  return config
    .object('OriginGroups')
    .objects('Items')
    .flatMap((group) => {
      const id = group.string('Id');
      const members = group.object('Members').objects('Items');
      const statuses = group.object('FailoverCriteria').object('StatusCodes').strings('Items').map(Number);
      const memberIds = members.flatMap((member) => member.string('OriginId') ?? []);
      return id === undefined ? [] : [{ id, memberIds, failoverStatuses: statuses }];
    });
}
