import type {
  CachePolicyModel,
  CorsPolicyModel,
  OriginRequestPolicyModel,
  PolicyHeader,
  ResponseHeadersPolicyModel,
  Selection,
} from '../../model/distribution.js';
import { ALL, NONE } from './selections.js';

const only = (...names: string[]): Selection => ({ kind: 'only', names });

const cache = (
  [minTtlSeconds, defaultTtlSeconds, maxTtlSeconds]: readonly [number, number, number],
  given: Partial<CachePolicyModel> = {},
): CachePolicyModel => ({
  minTtlSeconds,
  defaultTtlSeconds,
  maxTtlSeconds,
  headers: NONE,
  cookies: NONE,
  queryStrings: NONE,
  gzip: false,
  brotli: false,
  ...given,
});

const COMPRESSED = { gzip: true, brotli: true };
const ORIGIN_CONTROL = {
  ...COMPRESSED,
  headers: only('host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override'),
  cookies: ALL,
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const MANAGED_CACHE_POLICIES: readonly (readonly [id: string, policy: CachePolicyModel])[] = [
  // CachingDisabled
  ['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', cache([0, 0, 0])],
  // CachingOptimized
  ['658327ea-f89d-4fab-a63d-7e88639e58f6', cache([1, 86_400, 31_536_000], COMPRESSED)],
  // CachingOptimizedForUncompressedObjects
  ['b2884449-e4de-46a7-ac36-70bc7f1ddd6d', cache([1, 86_400, 31_536_000])],
  // UseOriginCacheControlHeaders
  ['83da9c7e-98b4-4e11-a168-04f0df8e2c65', cache([0, 0, 31_536_000], ORIGIN_CONTROL)],
  // UseOriginCacheControlHeaders-QueryStrings
  ['4cc15a8a-d715-48a4-82b8-cc0b614638fe', cache([0, 0, 31_536_000], { ...ORIGIN_CONTROL, queryStrings: ALL })],
  // Amplify
  [
    '2e54312d-136d-493c-8eb9-b001f22f67d2',
    cache([2, 2, 600], {
      ...COMPRESSED,
      headers: only('authorization', 'cloudfront-viewer-country', 'host'),
      cookies: ALL,
      queryStrings: ALL,
    }),
  ],
];

const request = (headers: Selection, rest: Selection, cloudFrontHeaders: string[] = []): OriginRequestPolicyModel => ({
  headers,
  cloudFrontHeaders,
  cookies: rest,
  queryStrings: rest,
});

const CLOUDFRONT_HEADERS_2022_06 = [
  'cloudfront-forwarded-proto',
  'cloudfront-is-android-viewer',
  'cloudfront-is-desktop-viewer',
  'cloudfront-is-ios-viewer',
  'cloudfront-is-mobile-viewer',
  'cloudfront-is-smarttv-viewer',
  'cloudfront-is-tablet-viewer',
  'cloudfront-viewer-address',
  'cloudfront-viewer-asn',
  'cloudfront-viewer-country',
  'cloudfront-viewer-http-version',
  'cloudfront-viewer-tls',
];

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const MANAGED_ORIGIN_REQUEST_POLICIES: readonly (readonly [id: string, policy: OriginRequestPolicyModel])[] = [
  // AllViewer
  ['216adef6-5c7f-47e4-b989-5492eafa07d3', request(ALL, ALL)],
  // AllViewerExceptHostHeader
  ['b689b0a8-53d0-40ab-baf2-68738e2966ac', request({ kind: 'all-except', names: ['host'] }, ALL)],
  // AllViewerAndCloudFrontHeaders-2022-06
  ['33f36d7e-f396-46d9-90e0-52428a34d9dc', request(ALL, ALL, CLOUDFRONT_HEADERS_2022_06)],
  // HostHeaderOnly
  ['bf0718e1-ba1e-49d1-88b1-f726733018ae', request(only('host'), NONE)],
  // UserAgentRefererHeaders
  ['acba4595-bd28-49b8-b9fe-13317c0390fa', request(only('user-agent', 'referer'), NONE)],
  // CORS-CustomOrigin
  ['59781a5b-3903-41f3-afcb-af62929ccde1', request(only('origin'), NONE)],
  // CORS-S3Origin
  [
    '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
    request(only('origin', 'access-control-request-headers', 'access-control-request-method'), NONE),
  ],
];

const kept = (name: string, value: string): PolicyHeader => ({ name, value, override: false });

const SECURITY: readonly PolicyHeader[] = [
  kept('Referrer-Policy', 'strict-origin-when-cross-origin'),
  kept('Strict-Transport-Security', 'max-age=31536000'),
  { name: 'X-Content-Type-Options', value: 'nosniff', override: true },
  kept('X-Frame-Options', 'SAMEORIGIN'),
  kept('X-XSS-Protection', '1; mode=block'),
];

const SIMPLE_CORS: CorsPolicyModel = {
  allowOrigins: ['*'],
  allowMethods: [],
  allowHeaders: [],
  exposeHeaders: [],
  allowCredentials: false,
  override: false,
};

const PREFLIGHT_CORS: CorsPolicyModel = {
  ...SIMPLE_CORS,
  allowMethods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  exposeHeaders: ['*'],
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html */
export const MANAGED_RESPONSE_HEADERS_POLICIES: readonly (readonly [id: string, policy: ResponseHeadersPolicyModel])[] =
  [
    // SecurityHeadersPolicy
    ['67f7725c-6f97-4210-82d7-5512b31e9d03', { headers: SECURITY, removed: [] }],
    // SimpleCORS
    ['60669652-455b-4ae9-85a4-c4c02393f86c', { headers: [], removed: [], cors: SIMPLE_CORS }],
    // CORS-With-Preflight
    ['5cc3b908-e619-4b99-88e5-2cf7f45965bd', { headers: [], removed: [], cors: PREFLIGHT_CORS }],
    // CORS-and-SecurityHeadersPolicy
    ['e61eb60c-9c35-4d20-a928-2b84e02af89c', { headers: SECURITY, removed: [], cors: SIMPLE_CORS }],
    // CORS-with-preflight-and-SecurityHeadersPolicy
    ['eaab4381-ed33-4a86-88ca-d9558dc6cd63', { headers: SECURITY, removed: [], cors: PREFLIGHT_CORS }],
  ];
