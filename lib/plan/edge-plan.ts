import type { ApiPlan } from './plan.js';

/** CloudFront in front of the gateway's APIs. */
export interface EdgePlan {
  readonly because: string;
  /** Names of the gateway in the DNS; none: the distribution's own address. */
  readonly domain?: EdgeDomainPlan;
  /** One an API, and one that stands in for them. */
  readonly origins: readonly EdgeOriginPlan[];
  /** What answers where no behaviour and no function says otherwise. */
  readonly defaultOrigin: ApiPlan['id'];
  /** In this order, the first that matches decides; what none matches is not cached. */
  readonly behaviours: readonly BehaviourPlan[];
  readonly cachePolicies: readonly CachePolicyPlan[];
  /** Route id → name of its cache policy; routes that are not cached are not there. */
  readonly cachedRoutes: Readonly<Record<string, string>>;
  readonly function: EdgeFunctionPlan;
  readonly geo?: { readonly kind: 'allow' | 'block'; readonly countries: readonly string[] };
  readonly priceClass: 'all' | '200' | '100';
  readonly securityHeaders: boolean;
  readonly compress: boolean;
  readonly accessLogs: boolean;
}

export interface EdgeDomainPlan {
  readonly names: readonly string[];
  readonly certificateArn: string;
  readonly minimumTls: '1.2' | '1.3';
  readonly hostedZone?: { readonly id: string; readonly name: string };
}

export type EdgeOriginPlan =
  | { readonly kind: 'api'; readonly id: ApiPlan['id'] }
  /** Asked where `id` does not answer. */
  | { readonly kind: 'failover'; readonly id: 'failover'; readonly url: string };

export interface BehaviourPlan {
  /** As CloudFront reads it: `*` for any text, slashes included. */
  readonly pattern: string;
  readonly origin: ApiPlan['id'];
  /** Name of a cache policy; absent: nothing is cached. */
  readonly cachePolicy?: string;
  /** What the backend sees of a request besides the cache key. */
  readonly forwards: 'all' | 'preflight' | 'nothing';
  readonly because: string;
}

/** Equal ones are one. */
export interface CachePolicyPlan {
  readonly name: string;
  readonly ttlSeconds: number;
  /** Lower case. */
  readonly headers: readonly string[];
  readonly query: 'all' | readonly string[];
  readonly cookies: readonly string[];
}

/** Runs before the cache, for every request. */
export interface EdgeFunctionPlan {
  readonly code: string;
  /** Whether it chooses between the APIs, or only refuses what could be read in two ways. */
  readonly choosesOrigin: boolean;
  readonly because: string;
}
