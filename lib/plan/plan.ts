import type { Issue } from '../errors/issue.js';
import type { AroundConfig } from '../spec/around-config.js';
import type { GuardConfig } from '../spec/guard-config.js';
import type { Secret } from '../spec/secret.js';
import type { Split } from '../spec/split.js';
import type { Traffic } from '../spec/traffic.js';
import type { QuotaSpec, Throttle } from '../spec/usage-plan.js';
import type { ArrangementPlan } from './arrangements/arrangement.js';
import type { AuthorizerConfig } from './authorizer-config.js';
import type { TransformsPlan } from './choose-transform-place.js';
import type { EdgePlan } from './edge-plan.js';
import type { IntegrationPlan } from './integration-plan.js';
import type { KeyKeeperPlan } from './key-keeper-plan.js';
import type { OriginKeeperPlan } from './origin/origin-keeper-plan.js';
import type { OriginClosingPlan } from './origin-plan.js';
import type { QuotaUse } from './quotas/quota-use.js';
import type { TransformerPlan } from './transformer-plan.js';
import type { WebAclPlan } from './web-acl-plan.js';

export type { GuardConfig, GuardedRoute } from '../spec/guard-config.js';
export type {
  AuthorizerConfig,
  IntrospectionSchemeConfig,
  JwtSchemeConfig,
  RouteRule,
  TokenRule,
  TokenSchemeConfig,
  UsageKeyRule,
} from './authorizer-config.js';
export type { HeaderSource, IntegrationPlan } from './integration-plan.js';
export type { QuotaUse } from './quotas/quota-use.js';

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
  /** Absent: one stack, with one API of each type that is needed. */
  readonly split?: SplitPlan;
  /** What stands for the gateway as a whole, and why. */
  readonly arrangement: ArrangementPlan;
  readonly routes: readonly RoutePlan[];
  readonly authorizers: readonly AuthorizerPlan[];
  readonly integrations: readonly IntegrationPlan[];
  readonly functions: readonly FunctionPlan[];
  readonly usagePlans: readonly UsagePlanPlan[];
  /** What the REST API holds JSON bodies to. */
  readonly models: readonly ModelPlan[];
  readonly domain?: DomainPlan;
  readonly firewall?: WebAclPlan;
  readonly edge?: EdgePlan;
  /** Absent: the APIs answer at their own addresses. */
  readonly origin?: OriginClosingPlan;
  readonly cors?: CorsPlan;
  readonly logRetentionDays: number;
  readonly tracing: boolean;
  /** As the spec states it, for the bill. */
  readonly traffic?: Traffic;
  readonly quotas: readonly QuotaUse[];
  /** What deploys, and is worth a look before it does. */
  readonly warnings: readonly Issue[];
}

export type ApiType = 'http' | 'rest';

export interface ApiPlan {
  /** `http`, or `http-orders` of the part `orders`. */
  readonly id: string;
  readonly type: ApiType;
  /** Absent: it stands in the gateway's own stack. */
  readonly part?: string;
  /** REST: the spec's stage; HTTP: `$default`. */
  readonly stage: string;
  /** REST: where keys come from, if not from the `x-api-key` header: the authorizer names each caller's. */
  readonly apiKeySource?: 'AUTHORIZER';
  /** Limit of the stage as a whole. */
  readonly throttle?: Throttle;
  readonly because: string;
}

/** How a gateway came to be several APIs of one type, each part in a nested stack. */
export interface SplitPlan {
  readonly rule: Split;
  /** `spec`: it says so; `pin`: as pinned; `quota`: as one, the gateway would be more than AWS takes. */
  readonly chosenBy: 'spec' | 'pin' | 'quota';
  readonly because: string;
  /** By names in order of these, else as their paths are. */
  readonly parts: readonly PartPlan[];
}

export type PartPlan = NamedPartPlan | VolumePlan;

/** Has the paths that begin with its prefixes, and with no longer ones of others. */
export interface NamedPartPlan {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly from?: never;
  readonly before?: never;
}

/** Has the paths from one on, in their order, up to before another. */
export interface VolumePlan {
  readonly name: string;
  readonly from: string;
  /** Absent: it is the last. */
  readonly before?: string;
  readonly prefixes?: never;
}

/** How the APIs of a gateway stand at one address. */
export interface FrontPlan {
  /** `single`: the API's own address. `by-path`: paths belong to one API each, so a front that knows paths joins them. */
  readonly kind: 'single' | 'by-path';
  readonly because: string;
  /** Most specific first; the first that matches decides. */
  readonly paths: readonly { readonly path: string; readonly api: ApiPlan['id'] }[];
}

export interface RoutePlan {
  /** The pattern: `GET /books/{isbn}`. */
  readonly id: string;
  /** `ANY` included. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary?: string;
  readonly api: ApiType;
  readonly apiBecause: string;
  /** Absent: it stands on the API of its type in the gateway's own stack. */
  readonly part?: string;
  readonly auth: RouteAuthPlan;
  readonly integration: string;
  readonly integrationBecause: string;
  /** Where its transformations and middlewares run; absent: it has none. */
  readonly transforms?: TransformsPlan;
  readonly throttle?: Throttle & { readonly because: string };
  readonly timeoutMs: number;
  /** Absent: the route has no schema of its requests. */
  readonly validation?: RouteValidationPlan;
}

/** What the gateway checks before the handler, which checks all. */
export interface RouteValidationPlan {
  /** Name of the model of JSON bodies. */
  readonly model?: string;
  /** Query parameters that a request has to bring. */
  readonly query: readonly string[];
  readonly because: string;
}

/** A schema of draft 4, whose name is letters and digits. */
export interface ModelPlan {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export type RouteAuthPlan =
  | {
      readonly kind: 'public';
      /** Looks for the header of the edge, and asks nothing of the caller. */
      readonly originAuthorizer?: string;
      readonly because: string;
    }
  | {
      readonly kind: 'protected';
      /** What API Gateway itself asks before the backend: one thing a method, besides keys and certificates. */
      readonly authorization: AuthorizationPlan;
      readonly apiKey?: { readonly scheme: string; readonly usagePlans: readonly string[] };
      /** The scheme that the domain's client certificates stand for. */
      readonly mutualTls?: string;
      /** Names of the schemes, for people. */
      readonly schemes: readonly string[];
      readonly because: string;
    };

export type AuthorizationPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'iam' }
  | {
      readonly kind: 'authorizer';
      readonly authorizer: string;
      /** What a native authorizer asks for: any one. A bundled one has its rules from its configuration. */
      readonly scopes: readonly string[];
    };

/** `id` is unique in the gateway and made of names, never of order. */
export type AuthorizerPlan = NativeAuthorizerPlan | LambdaAuthorizerPlan;

interface AuthorizerCommon {
  readonly id: string;
  /** Names of the schemes that it checks, for people. */
  readonly schemes: readonly string[];
  readonly because: string;
}

export type NativeAuthorizerPlan = AuthorizerCommon &
  (
    | {
        readonly kind: 'http-jwt';
        readonly api: 'http';
        readonly issuer: string;
        readonly audiences: readonly string[];
      }
    | {
        readonly kind: 'rest-cognito';
        readonly api: 'rest';
        readonly userPoolArns: readonly string[];
        /** 0: nothing is kept. */
        readonly ttlSeconds: number;
      }
  );

/**
 * A REQUEST authorizer on a function, bundled or the user's own. Its cache key is what `identity` names, with method and
 * resource (REST) or the route key (HTTP): an answer is used for no other route.
 */
export type LambdaAuthorizerPlan = AuthorizerCommon & {
  readonly kind: 'rest-lambda' | 'http-lambda';
  readonly api: ApiType;
  readonly function: string;
  /** What a request has to bring, or API Gateway refuses it (401) without a call. Nothing: `ttlSeconds` is 0. */
  readonly identity: { readonly headers: readonly string[]; readonly query: readonly string[] };
  /** 0: nothing is kept. */
  readonly ttlSeconds: number;
};

export type FunctionPlan = AnyFunctionPlan & {
  /** Whose stack it stands in: of the part whose routes alone use it. Absent: the gateway's own. */
  readonly part?: string;
};

type AnyFunctionPlan =
  | {
      readonly kind: 'handler';
      readonly id: string;
      readonly entry: string;
      readonly exportName: string;
      readonly memoryMb: number;
      readonly timeoutMs: number;
      readonly environment: Readonly<Record<string, string>>;
      /** It is invoked for a stream. @default for one answer */
      readonly streaming?: true;
      /** What is done around the handler; absent: nothing. */
      readonly guard?: GuardConfig;
      /** What is done inside of the guard: transformations and middleware; absent: nothing. */
      readonly around?: AroundConfig;
      /** Of an authorizer of the user's own, which API Gateway gives no longer. */
      readonly because?: string;
    }
  | {
      readonly kind: 'authorizer';
      readonly id: string;
      readonly memoryMb: number;
      readonly timeoutMs: number;
      readonly config: AuthorizerConfig;
      /** What it may read. */
      readonly secrets: readonly Secret[];
      readonly because: string;
    }
  | TransformerPlan
  | KeyKeeperPlan
  | OriginKeeperPlan;

export interface UsagePlanPlan {
  readonly id: string;
  readonly name: string;
  readonly throttle: Throttle;
  readonly quota?: QuotaSpec;
  /** Limits of single routes, by route id. */
  readonly routes?: Readonly<Record<string, Throttle>>;
}

/** The name in front of the gateway's one API; the execute-api address is off. */
export interface DomainPlan {
  readonly api: ApiType;
  readonly name: string;
  /** Absent: the name is there already, and only the way to the API is added. */
  readonly certificateArn?: string;
  /** The path of the name that the API answers below; absent: all of it. */
  readonly basePath?: string;
  readonly hostedZone?: { readonly id: string; readonly name: string };
  readonly mutualTls?: { readonly truststore: string; readonly version?: string };
  readonly because: string;
}

export interface CorsPlan {
  readonly origins: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly credentials: boolean;
  readonly maxAgeSeconds: number;
}
