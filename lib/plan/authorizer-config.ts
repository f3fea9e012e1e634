import type { IntrospectionAuth } from '../spec/introspection.js';
import type { JwtAuth } from '../spec/jwt.js';
import type { TokenRequirement } from '../spec/requirement.js';
import type { Secret } from '../spec/secret.js';
import type { TokenExchange } from '../spec/token-exchange.js';

/** What the bundled authorizer is built with. A route that is not in it is refused. */
export interface AuthorizerConfig {
  readonly schemes: Readonly<Record<string, TokenSchemeConfig>>;
  readonly exchanges: Readonly<Record<string, TokenExchange>>;
  /** What a request to an HTTP API has to bring before anything else is looked at; absent: nothing. */
  readonly origin?: { readonly header: string };
  /** Route id (`POST /orders`, `ANY /admin/{rest+}`) → what it asks for. */
  readonly routes: Readonly<Record<string, RouteRule>>;
}

export type TokenSchemeConfig = JwtSchemeConfig | IntrospectionSchemeConfig;

export type JwtSchemeConfig = Pick<
  JwtAuth,
  'kind' | 'issuers' | 'audiences' | 'jwksUri' | 'algorithms' | 'clockToleranceSeconds' | 'tokenType' | 'header'
>;

export type IntrospectionSchemeConfig = Pick<
  IntrospectionAuth,
  'kind' | 'endpoint' | 'client' | 'audiences' | 'issuer' | 'cacheMaxTtlSeconds' | 'header'
>;

export interface RouteRule {
  /** Nothing is asked of the caller. */
  readonly public?: true;
  /** One of these, the first that holds; of each, all tokens. None: the key alone lets callers in. */
  readonly anyOf: readonly (readonly TokenRule[])[];
  /** Key of the authorizer's context → claim whose value it has. A token without such a claim is refused (403). */
  readonly contextClaims: Readonly<Record<string, string>>;
  /** Name of the exchange whose token goes into the context as `backendToken` (`Bearer …`). */
  readonly exchange?: string;
  /** Where the answer's `usageIdentifierKey` comes from; absent: there is none. */
  readonly usageKey?: UsageKeyRule;
}

/** `header`: as the caller sent it. `claim`: made of a claim of the token and a secret, see `usageKeyOf`. */
export type UsageKeyRule =
  | { readonly kind: 'header'; readonly header: 'x-api-key' }
  | {
      readonly kind: 'claim';
      readonly claim: string;
      readonly secret: Secret;
      readonly gateway: string;
      readonly meter: string;
    };

/** Step-ups are not the authorizer's affair: API Gateway cannot word their challenge. See `GuardConfig`. */
export interface TokenRule {
  readonly scheme: string;
  readonly scopes: TokenRequirement['scopes'];
  readonly claims: TokenRequirement['claims'];
}
