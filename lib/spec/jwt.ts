/** Signature algorithms that a scheme may take (RFC 7518, section 3.1; RFC 8037). No HMAC: a gateway holds no secret of an issuer. */
export const JWT_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

export type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number];

/** How far an issuer's clock may be from the gateway's. AWS states none for its own authorizer. */
export const DEFAULT_CLOCK_TOLERANCE_SECONDS = 10;

/** A cached answer covers one token on one route, so it never widens access; a revoked or expired token lives on for it. */
export const DEFAULT_CACHE_TTL_SECONDS = 300;

/** One scope, or several with a word on how many of them: nobody has to guess what a bare list means. */
export type ScopeRequirement =
  | readonly [scope: string, ...more: SaysHowMany[]]
  | ExactlyOne<{ anyOf: readonly [string, ...string[]]; allOf: readonly [string, ...string[]] }>;
type SaysHowMany = 'several scopes are written { anyOf: [...] } or { allOf: [...] }';

export type ClaimValue = string | number | boolean;

/** What a claim has to be. Values are compared with their type: `7` is not `'7'`. */
export type ClaimCondition = ExactlyOne<{
  equals: ClaimValue;
  oneOf: readonly [ClaimValue, ...ClaimValue[]];
  /** The claim is a list, and this is in it. */
  contains: ClaimValue;
  /** `false`: the token has no such claim at all. `null` is neither there nor absent. */
  exists: boolean;
}>;

type ExactlyOne<T> = {
  [Key in keyof T]: { readonly [K in Key]: T[K] } & { readonly [K in Exclude<keyof T, Key>]?: never };
}[keyof T];

/** Conditions by the claim's name; all of them have to hold. */
export type ClaimRequirements = Readonly<Record<string, ClaimCondition>>;

export type JwtRequirement =
  | { readonly scopes: ScopeRequirement; readonly claims?: ClaimRequirements }
  | { readonly scopes?: ScopeRequirement; readonly claims: ClaimRequirements };

/** A claim condition as plain data. */
export type ClaimRule =
  | { readonly kind: 'equals'; readonly name: string; readonly value: ClaimValue }
  | { readonly kind: 'one-of'; readonly name: string; readonly values: readonly ClaimValue[] }
  | { readonly kind: 'contains'; readonly name: string; readonly value: ClaimValue }
  | { readonly kind: 'exists'; readonly name: string; readonly expected: boolean };

interface CommonJwtProps {
  /** The `aud` (or, for tokens without one, `client_id`) to expect; any one of a list. */
  readonly audience: string | readonly string[];
  /** Signature algorithms to take. @default ['RS256'] */
  readonly algorithms?: readonly [JwtAlgorithm, ...JwtAlgorithm[]];
  /** How far the issuer's clock may be off, 0 to 300 s. @default 10 */
  readonly clockToleranceSeconds?: number;
  /** `at+jwt`: access tokens of RFC 9068 alone, so that no ID token is taken for one. @default any JWT */
  readonly tokenType?: 'at+jwt';
  /** How long the answer of a bundled authorizer is kept for one token on one route, 0 (never) to 3,600 s. @default 300 */
  readonly cache?: { readonly ttlSeconds: number };
}

export type JwtProps = CommonJwtProps &
  (
    | {
        /** The `iss` claim to expect, character for character; discovery is read below it. HTTPS. */
        readonly issuer: string | readonly [string];
        /** Where the issuer's keys are, in place of discovery. HTTPS. @default as discovery says */
        readonly jwksUri?: string;
      }
    | {
        /** Several issuers for the same audiences. Each has its own keys, and signs for itself alone. */
        readonly issuer: readonly [string, ...string[]];
        readonly jwksUri?: never;
      }
  );

export interface JwtAuth {
  readonly kind: 'jwt';
  readonly name: string;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly jwksUri?: string;
  readonly algorithms: readonly JwtAlgorithm[];
  readonly clockToleranceSeconds: number;
  readonly tokenType?: 'at+jwt';
  readonly cacheTtlSeconds: number;
  /** One of each list; no list: every valid token will do. */
  readonly scopes: readonly (readonly string[])[];
  /** All of these. */
  readonly claims: readonly ClaimRule[];
  /** The same tokens, and these requirements besides those that it has. */
  readonly require: (requirement: JwtRequirement) => JwtAuth;
}

/**
 * Callers with a bearer token that one of these issuers signed (RFC 7519, RFC 6750).
 * A native JWT authorizer where the API has one that can do all of it, else a bundled Lambda authorizer.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function jwt(name: string, props: JwtProps): JwtAuth {
  const { issuer, audience, jwksUri, tokenType } = props;
  return withRequirements(
    {
      name,
      issuers: listOf(issuer),
      audiences: listOf(audience),
      algorithms: listOf(props.algorithms ?? 'RS256'),
      clockToleranceSeconds: props.clockToleranceSeconds ?? DEFAULT_CLOCK_TOLERANCE_SECONDS,
      cacheTtlSeconds: props.cache?.ttlSeconds ?? DEFAULT_CACHE_TTL_SECONDS,
      ...(jwksUri !== undefined && { jwksUri }),
      ...(tokenType !== undefined && { tokenType }),
    },
    [],
    [],
  );
}

type Scheme = Omit<JwtAuth, 'kind' | 'scopes' | 'claims' | 'require'>;

function withRequirements(scheme: Scheme, scopes: JwtAuth['scopes'], claims: JwtAuth['claims']): JwtAuth {
  return Object.freeze({
    kind: 'jwt',
    ...scheme,
    scopes: Object.freeze(scopes),
    claims: Object.freeze(claims),
    require: (requirement) =>
      withRequirements(scheme, [...scopes, ...scopeLists(requirement)], [...claims, ...claimRules(requirement)]),
  } satisfies JwtAuth);
}

/**
 * An empty list would let every token in: the empty scope stands for it, and is refused as an issue. A text is taken
 * for one scope: a spec that no type-checker has seen must not lose its requirement.
 */
function scopeLists({ scopes, claims }: JwtRequirement): readonly (readonly string[])[] {
  if (scopes === undefined) return claims === undefined ? NO_SCOPE : [];
  if (typeof scopes === 'string') return [[scopes]];
  if ('allOf' in scopes && scopes.allOf)
    return scopes.allOf.length > 0 ? scopes.allOf.map((scope) => [scope]) : NO_SCOPE;
  const any: readonly string[] = 'anyOf' in scopes && scopes.anyOf ? scopes.anyOf : Array.isArray(scopes) ? scopes : [];
  return any.length > 0 ? [any] : NO_SCOPE;
}

const NO_SCOPE = [['']];

/** No condition at all would let every token in: a claim without a name stands for it, and is refused as an issue. */
function claimRules({ claims }: JwtRequirement): readonly ClaimRule[] {
  if (claims === undefined) return [];
  const rules = Object.entries(claims).flatMap(([name, condition]) => claimRulesOf(name, condition));
  return rules.length > 0 ? rules : [neverMet('')];
}

/** Types allow one word a condition; of several, or of none that is known, none is passed over. */
function claimRulesOf(name: string, condition: ClaimCondition): readonly ClaimRule[] {
  const rules = Object.keys(condition).map((word): ClaimRule => {
    switch (word) {
      case 'equals':
      case 'contains':
        return { kind: word, name, value: condition[word] as ClaimValue };
      case 'exists':
        return { kind: 'exists', name, expected: condition.exists as boolean };
      default:
        return word === 'oneOf' ? { kind: 'one-of', name, values: condition.oneOf ?? [] } : neverMet(name);
    }
  });
  return rules.length > 0 ? rules : [neverMet(name)];
}

/** No value is one of none; as an issue it is refused besides. */
const neverMet = (name: string): ClaimRule => ({ kind: 'one-of', name, values: [] });

function listOf<T extends string>(value: T | readonly T[]): readonly T[] {
  return Object.freeze(typeof value === 'string' ? [value] : [...value]);
}
