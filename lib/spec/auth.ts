import type { UsagePlan } from './usage-plan.js';

/** Who may call a route. `public` has to be written: a route without a word on it does not compile. */
export type Auth = 'public' | JwtAuth | ApiKeyAuth;

/**
 * One scope, or several of which any one is enough, as API Gateway's own JWT authorizer decides.
 * A list of more than one says `anyOf`, so that nobody reads it as "all of".
 */
export type ScopeRequirement =
  | readonly [scope: string, ...more: SaysAnyOf[]]
  | { readonly anyOf: readonly [string, ...string[]] };
type SaysAnyOf = 'several scopes of which one is enough are written { anyOf: [...] }';

export interface JwtProps {
  /** The `iss` claim to expect, character for character; discovery is read below it. HTTPS. */
  readonly issuer: string;
  /** The `aud` (or, for access tokens without one, `client_id`) to expect; any one of a list. */
  readonly audience: string | readonly string[];
}

export interface JwtAuth {
  readonly kind: 'jwt';
  readonly name: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Any one of these; empty: every valid token will do. */
  readonly scopes: readonly string[];
  /** The same tokens, and a scope besides. */
  readonly require: (requirement: { readonly scopes: ScopeRequirement }) => JwtAuth;
}

/**
 * Callers with an RS256-signed bearer token of this issuer (RFC 7519, RFC 6750).
 * A native JWT authorizer on HTTP APIs, a bundled Lambda authorizer on REST APIs.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function jwt(name: string, props: JwtProps): JwtAuth {
  const audiences = typeof props.audience === 'string' ? [props.audience] : props.audience;
  return jwtWithScopes(name, props.issuer, Object.freeze([...audiences]), []);
}

function jwtWithScopes(name: string, issuer: string, audiences: readonly string[], scopes: readonly string[]): JwtAuth {
  return Object.freeze({
    kind: 'jwt',
    name,
    issuer,
    audiences,
    scopes: Object.freeze([...scopes]),
    require: ({ scopes: wanted }) => jwtWithScopes(name, issuer, audiences, required(listOf(wanted))),
  } satisfies JwtAuth);
}

/** A text is taken for one scope: a spec that no type-checker has seen must not lose its requirement. */
function listOf(wanted: ScopeRequirement | string): readonly string[] {
  if (typeof wanted === 'string') return [wanted];
  return 'anyOf' in wanted ? wanted.anyOf : wanted;
}

/** None at all would let every token in: the empty scope stands for it, and is refused as an issue. */
function required(scopes: readonly string[]): readonly string[] {
  return scopes.length > 0 ? scopes : [''];
}

export interface ApiKeyAuth {
  readonly kind: 'api-key';
  readonly name: string;
  readonly plans: readonly UsagePlan[];
}

/**
 * Third parties with an `x-api-key` on one of these usage plans.
 * Keys exist on REST APIs only, so a route with this goes there.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function apiKey(name: string, props: { readonly plans: readonly [UsagePlan, ...UsagePlan[]] }): ApiKeyAuth {
  return Object.freeze({ kind: 'api-key', name, plans: Object.freeze([...props.plans]) });
}
