import { type KnownProps, unknownIn } from './known-props.js';
import { listOf } from './list-of.js';
import { noRequirement, type Requirement, type TokenRequirement, withRequirement } from './requirement.js';

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

/** As `Bearer TOKEN` (RFC 6750, section 2.1). */
export const DEFAULT_TOKEN_HEADER = 'authorization';

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
  /** The request header that the token comes in. @default 'Authorization', as `Bearer TOKEN`; any other holds the token alone */
  readonly header?: string;
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

const JWT_PROPS = {
  issuer: true,
  audience: true,
  jwksUri: true,
  algorithms: true,
  clockToleranceSeconds: true,
  tokenType: true,
  cache: { ttlSeconds: true },
  header: true,
} as const satisfies KnownProps<JwtProps>;

export interface JwtAuth<Name extends string = string> extends TokenRequirement {
  readonly kind: 'jwt';
  readonly name: Name;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly jwksUri?: string;
  readonly algorithms: readonly JwtAlgorithm[];
  readonly clockToleranceSeconds: number;
  readonly tokenType?: 'at+jwt';
  readonly cacheTtlSeconds: number;
  /** Lower case; `authorization` carries `Bearer TOKEN`, any other the token alone. */
  readonly header: string;
  /** The same tokens, and these requirements besides those that it has. */
  readonly require: (requirement: Requirement) => JwtAuth<Name>;
}

/**
 * Callers with a bearer token that one of these issuers signed (RFC 7519, RFC 6750).
 * A native JWT authorizer where the API has one that can do all of it, else a bundled Lambda authorizer.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function jwt<const Name extends string>(name: Name, props: JwtProps): JwtAuth<Name> {
  const { issuer, audience, jwksUri, tokenType } = props;
  return withRequirement(
    {
      kind: 'jwt',
      name,
      issuers: listOf(issuer),
      audiences: listOf(audience),
      algorithms: listOf(props.algorithms ?? 'RS256'),
      clockToleranceSeconds: props.clockToleranceSeconds ?? DEFAULT_CLOCK_TOLERANCE_SECONDS,
      cacheTtlSeconds: props.cache?.ttlSeconds ?? DEFAULT_CACHE_TTL_SECONDS,
      header: (props.header ?? DEFAULT_TOKEN_HEADER).toLowerCase(),
      ...(jwksUri !== undefined && { jwksUri }),
      ...(tokenType !== undefined && { tokenType }),
    },
    noRequirement(unknownIn(props, JWT_PROPS)),
  );
}
