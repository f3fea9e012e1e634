/** A CloudFront distribution, with its policies and functions put in where they are used. */
export interface DistributionModel {
  readonly stackName: string;
  readonly logicalId: string;
  /** `E` and 13 characters. */
  readonly id: string;
  /** `d111111abcdef8.cloudfront.net` */
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly enabled: boolean;
  readonly comment: string;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Of a web ACL of WAF. */
  readonly webAclArn?: string;
  /** Without its leading slash: what `/` stands for. */
  readonly defaultRootObject?: string;
  /** The response header whose tags an invalidation may name, in lower case. */
  readonly cacheTagHeader?: string;
  readonly geoRestriction: GeoRestriction;
  readonly origins: readonly OriginModel[];
  readonly originGroups: readonly OriginGroupModel[];
  /** In the order that they are matched in. The last is the default one, whose pattern is `*`. */
  readonly behaviors: readonly BehaviorModel[];
  readonly errorResponses: readonly ErrorResponseModel[];
}

export type GeoRestriction =
  | { readonly kind: 'none' }
  /** Two letters, ISO 3166-1. */
  | { readonly kind: 'allow' | 'deny'; readonly countries: readonly string[] };

export type HeaderPair = readonly [name: string, value: string];

export interface OriginModel {
  readonly id: string;
  readonly domainName: string;
  /** Empty, or with a leading and without a trailing slash: `/prod`. */
  readonly path: string;
  /** Values may hold references to secrets (`{{resolve:secretsmanager:…}}`), as the template writes them. */
  readonly customHeaders: readonly HeaderPair[];
  readonly protocol: 'http' | 'https';
  readonly port: number;
  readonly responseTimeoutMs: number;
}

/** Origins of which the second is asked where the first fails. */
export interface OriginGroupModel {
  readonly id: string;
  readonly memberIds: readonly string[];
  readonly failoverStatuses: readonly number[];
}

export interface BehaviorModel {
  readonly pathPattern: string;
  /** An origin, or an origin group. */
  readonly targetOriginId: string;
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly compress: boolean;
  readonly cachePolicy: CachePolicyModel;
  readonly originRequestPolicy?: OriginRequestPolicyModel;
  readonly responseHeadersPolicy?: ResponseHeadersPolicyModel;
  readonly viewerRequest?: EdgeFunctionModel;
  readonly viewerResponse?: EdgeFunctionModel;
}

/** Which headers, cookies or query parameters. Names of headers are in lower case. */
export type Selection =
  | { readonly kind: 'none' | 'all' }
  | { readonly kind: 'only' | 'all-except'; readonly names: readonly string[] };

/** What a cached answer is kept by, and how long. */
export interface CachePolicyModel {
  readonly minTtlSeconds: number;
  readonly defaultTtlSeconds: number;
  readonly maxTtlSeconds: number;
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

/** What the origin is sent besides what the cache policy names. */
export interface OriginRequestPolicyModel {
  readonly headers: Selection;
  /** `CloudFront-*` headers to be added, in lower case. */
  readonly cloudFrontHeaders: readonly string[];
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

export interface ResponseHeadersPolicyModel {
  readonly headers: readonly PolicyHeader[];
  /** In lower case. */
  readonly removed: readonly string[];
  readonly cors?: CorsPolicyModel;
}

export interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it stands above the origin's. */
  readonly override: boolean;
}

export interface CorsPolicyModel {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
  readonly override: boolean;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
export const MAX_EDGE_FUNCTION_BYTES = 10_240;

export interface EdgeFunctionModel {
  readonly name: string;
  /** Absent where the template's cannot be known: it fails then on each request. */
  readonly code?: string;
  readonly runtime: 'cloudfront-js-1.0' | 'cloudfront-js-2.0';
}

/** What becomes of an error of the origin's. */
export interface ErrorResponseModel {
  readonly status: number;
  readonly page?: { readonly path: string; readonly status: number };
  readonly cachingMinTtlSeconds: number;
}
