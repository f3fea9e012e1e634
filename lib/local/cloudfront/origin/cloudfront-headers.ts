import type { BehaviorModel, HeaderPair } from '../../model/distribution.js';
import type { EdgeRequest } from '../edge-message.js';
import { headerValue, withoutHeaders } from '../headers.js';

/** The `CloudFront-*` headers that a behavior's policies name, in lower case. */
function namedHeaders({ cachePolicy, originRequestPolicy }: BehaviorModel): string[] {
  const keyed = cachePolicy.headers.kind === 'only' ? cachePolicy.headers.names : [];
  const named = [
    ...keyed.filter((name) => name.startsWith('cloudfront-')),
    ...(originRequestPolicy?.cloudFrontHeaders ?? []),
  ];
  return [...new Set(named)];
}

const is = (pattern: RegExp) => (request: EdgeRequest) =>
  String(pattern.test(headerValue(request.headers, 'user-agent') ?? ''));

const PHONE = /iPhone|iPod|Android.*Mobile|Mobile.*Firefox|Windows Phone/;
const TABLET = /iPad|Tablet|Android(?!.*Mobile)/;
const TELEVISION = /SMART-TV|SmartTV|HbbTV|AppleTV|GoogleTV/i;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html */
const VALUES: Readonly<Record<string, (request: EdgeRequest) => string | undefined>> = {
  'cloudfront-forwarded-proto': () => 'https',
  'cloudfront-is-android-viewer': is(/Android/),
  'cloudfront-is-desktop-viewer': (request) =>
    String(![PHONE, TABLET, TELEVISION].some((kind) => is(kind)(request) === 'true')),
  'cloudfront-is-ios-viewer': is(/iPhone|iPad|iPod/),
  'cloudfront-is-mobile-viewer': is(PHONE),
  'cloudfront-is-smarttv-viewer': is(TELEVISION),
  'cloudfront-is-tablet-viewer': is(TABLET),
  // The port of the viewer's connection is not handed on here.
  'cloudfront-viewer-address': ({ viewerIp }) => `${viewerIp.includes(':') ? `[${viewerIp}]` : viewerIp}:443`,
  'cloudfront-viewer-country': ({ country }) => country,
  'cloudfront-viewer-http-version': ({ protocol }) => protocol.slice(5),
};

/** Puts them in place of what the viewer may have sent under these names, whether their value is known here or not. */
export function withCloudFrontHeaders(request: EdgeRequest, behavior: BehaviorModel): EdgeRequest {
  const names = namedHeaders(behavior);
  if (names.length === 0) return request;
  const added = names.flatMap((name): HeaderPair[] => {
    const value = VALUES[name]?.(request);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...request, headers: [...withoutHeaders(request.headers, names), ...added] };
}
