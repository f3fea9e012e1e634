import type { JsonValue } from '../spec/backend.js';
import type { ClaimRule, JwtAlgorithm } from '../spec/jwt.js';
import type { QuotaSpec, Throttle } from '../spec/usage-plan.js';

/**
 * Every *which* of a gateway, decided: what is deployed for each route, and why.
 * Plain JSON: no functions, no CDK tokens, no order that the reader has to know.
 */
export interface Plan {
  readonly schemaVersion: 1;
  readonly gateway: string;
  readonly description?: string;
  readonly front: FrontPlan;
  readonly apis: readonly ApiPlan[];
  readonly routes: readonly RoutePlan[];
  readonly authorizers: readonly AuthorizerPlan[];
  readonly integrations: readonly IntegrationPlan[];
  readonly functions: readonly FunctionPlan[];
  readonly usagePlans: readonly UsagePlanPlan[];
  readonly cors?: CorsPlan;
  readonly logRetentionDays: number;
  readonly tracing: boolean;
  readonly quotas: readonly QuotaUse[];
}

export type ApiId = 'http' | 'rest';

export interface ApiPlan {
  readonly id: ApiId;
  /** REST: the spec's stage; HTTP: `$default`. */
  readonly stage: string;
  /** Limit of the stage as a whole. */
  readonly throttle?: Throttle;
  readonly because: string;
}

/** How the APIs of a gateway stand at one address. */
export interface FrontPlan {
  /** `single`: the API's own address. `by-path`: paths belong to one API each, so a front that knows paths joins them. */
  readonly kind: 'single' | 'by-path';
  readonly because: string;
  /** Most specific first; the first that matches decides. */
  readonly paths: readonly { readonly path: string; readonly api: ApiId }[];
}

export interface RoutePlan {
  /** The pattern: `GET /books/{isbn}`. */
  readonly id: string;
  /** `ANY` included. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary?: string;
  readonly api: ApiId;
  readonly apiBecause: string;
  readonly auth: RouteAuthPlan;
  readonly integration: string;
  readonly integrationBecause: string;
  readonly throttle?: Throttle & { readonly because: string };
  readonly timeoutMs: number;
}

export type RouteAuthPlan =
  | { readonly kind: 'public'; readonly because: string }
  | ({
      readonly kind: 'authorizer';
      readonly authorizer: string;
      readonly because: string;
    } & TokenRequirement)
  | {
      readonly kind: 'api-key';
      readonly scheme: string;
      readonly usagePlans: readonly string[];
      readonly because: string;
    };

/** What a valid token has to hold besides. */
export interface TokenRequirement {
  /** One of each list; no list: every valid token. */
  readonly scopes: readonly (readonly string[])[];
  /** All of these. */
  readonly claims: readonly ClaimRule[];
}

/** `id` is unique in the gateway and made of names, never of order. */
export type AuthorizerPlan =
  | {
      readonly kind: 'http-jwt';
      readonly id: string;
      readonly api: 'http';
      readonly scheme: string;
      readonly issuer: string;
      readonly audiences: readonly string[];
      readonly because: string;
    }
  | LambdaAuthorizerPlan;

/**
 * A REQUEST authorizer on the bundled function. `rest-lambda-jwt`: its cache key is the token, the method and the
 * resource. `http-lambda-jwt`: the token and the route key.
 */
export type LambdaAuthorizerPlan = {
  readonly id: string;
  readonly scheme: string;
  readonly function: string;
  /** 0: nothing is kept. */
  readonly ttlSeconds: number;
  readonly because: string;
} & (
  | { readonly kind: 'rest-lambda-jwt'; readonly api: 'rest' }
  | { readonly kind: 'http-lambda-jwt'; readonly api: 'http' }
);

export type IntegrationPlan =
  | { readonly kind: 'lambda'; readonly id: string; readonly function: string }
  | { readonly kind: 'http'; readonly id: string; readonly url: string }
  | {
      readonly kind: 'reply';
      readonly id: string;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: JsonValue;
    }
  | { readonly kind: 'bound'; readonly id: string; readonly name: string };

export type FunctionPlan =
  | {
      readonly kind: 'handler';
      readonly id: string;
      readonly entry: string;
      readonly exportName: string;
      readonly memoryMb: number;
      readonly timeoutMs: number;
      readonly environment: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'jwt-authorizer';
      readonly id: string;
      readonly memoryMb: number;
      readonly timeoutMs: number;
      readonly config: JwtAuthorizerConfig;
      readonly because: string;
    };

/** What the bundled JWT authorizer is built with. A route that is not in it is refused. */
export interface JwtAuthorizerConfig {
  readonly schemes: Readonly<Record<string, JwtSchemeConfig>>;
  /** Route id (`POST /orders`, `ANY /admin/{rest+}`) → scheme and what its tokens have to hold. */
  readonly routes: Readonly<Record<string, JwtRouteConfig>>;
}

export interface JwtSchemeConfig {
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  /** In place of discovery. */
  readonly jwksUri?: string;
  readonly algorithms: readonly JwtAlgorithm[];
  readonly clockToleranceSeconds: number;
  readonly tokenType?: 'at+jwt';
}

export type JwtRouteConfig = { readonly scheme: string } & TokenRequirement;

export interface UsagePlanPlan {
  readonly id: string;
  readonly name: string;
  readonly throttle: Throttle;
  readonly quota?: QuotaSpec;
}

export interface CorsPlan {
  readonly origins: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly credentials: boolean;
  readonly maxAgeSeconds: number;
}

export interface QuotaUse {
  readonly name: string;
  readonly api?: ApiId;
  readonly used: number;
  readonly limit: number;
  readonly unit: string;
  readonly raisable: boolean;
  readonly source: string;
}
