import type { KnownProps } from './known-props.js';

/**
 * CloudFront in front of all APIs of the gateway, at one address; `edge: {}` switches it on. The APIs answer nobody else.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Introduction.html
 */
export interface Edge {
  /** Countries that are served, or that are not, ISO 3166-1 alpha-2. @default all are served */
  readonly geo?: { readonly allow: readonly string[] } | { readonly block: readonly string[] };
  /** Where CloudFront answers from: `all`, or the cheaper parts of the world. @default 'all' */
  readonly priceClass?: 'all' | '200' | '100';
  /** HSTS, nosniff, no framing, no referrer on every answer, unless the answer has its own. @default true */
  readonly securityHeaders?: boolean;
  /** gzip and Brotli, where callers take them. @default true */
  readonly compress?: boolean;
  /** A line a request, in CloudWatch Logs. @default true */
  readonly accessLogs?: boolean;
  readonly origin?: EdgeOrigin;
}

export interface EdgeOrigin {
  /**
   * What keeps callers from going around the edge. `secret`: a header that only the edge knows, changed every
   * `rotateEveryDays`; a firewall checks it before a REST API, the bundled authorizer on every route of an HTTP API.
   * `sent`: the edge sends it, and nothing asks for it: deployed between `none` and `secret`, either way, no caller is
   * refused. `none`: nothing does.
   * @default 'secret'
   */
  readonly closedBy?: 'secret' | 'sent' | 'none';
  /** 1 to 1,000. @default 30 */
  readonly rotateEveryDays?: number;
  /** Another gateway's address, asked where ours does not answer GET or HEAD: `https://api-eu.bookshop.example`. @default none */
  readonly failover?: string;
}

export const EDGE_PROPS = {
  geo: true,
  priceClass: true,
  securityHeaders: true,
  compress: true,
  accessLogs: true,
  origin: { closedBy: true, rotateEveryDays: true, failover: true },
} as const satisfies KnownProps<Edge>;

/**
 * How long CloudFront keeps a route's answers to GET and HEAD. An answer's own `Cache-Control` stands above it. The
 * backend sees of a request what is in the cache key, and nothing else, where the path has no other method.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export interface RouteCache {
  /** 1 to 31,536,000. */
  readonly ttlSeconds: number;
  /** Old answers are sent for so long while a new one is fetched. @default 0 */
  readonly staleWhileRevalidateSeconds?: number;
  /** Old answers are sent for so long where the backend fails. @default 0 */
  readonly staleIfErrorSeconds?: number;
  /** What answers differ by. */
  readonly vary?: {
    /** @default the headers that the route declares, and `Origin` with CORS */
    readonly headers?: readonly string[];
    /** @default 'all' */
    readonly query?: 'all' | readonly string[];
    /** @default none */
    readonly cookies?: readonly string[];
  };
  /** What answers can be thrown away by; a handler adds its own in the header `Cache-Tag`: `book-9780141439518`. @default none */
  readonly tags?: readonly string[];
}

export const CACHE_PROPS = {
  ttlSeconds: true,
  staleWhileRevalidateSeconds: true,
  staleIfErrorSeconds: true,
  vary: { headers: true, query: true, cookies: true },
  tags: true,
} as const satisfies KnownProps<RouteCache>;
