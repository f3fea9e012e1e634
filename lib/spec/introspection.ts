import { DEFAULT_TOKEN_HEADER } from './jwt.js';
import { type KnownProps, unknownIn } from './known-props.js';
import { listOf } from './list-of.js';
import { noRequirement, type Requirement, type TokenRequirement, withRequirement } from './requirement.js';
import { OAUTH_CLIENT_PROPS, type OAuthClient } from './secret.js';

/** How long an answer of the endpoint is kept at most: a revoked token lives on for it. */
const DEFAULT_INTROSPECTION_CACHE_SECONDS = 60;

export interface IntrospectionProps {
  /** The introspection endpoint. HTTPS. */
  readonly endpoint: string;
  /** How the gateway proves itself to the endpoint. */
  readonly client: OAuthClient;
  /** The `aud` to expect, any one of a list. An answer without `aud` is refused then. @default any */
  readonly audience?: string | readonly string[];
  /** The `iss` to expect. @default any */
  readonly issuer?: string;
  /**
   * How long the function keeps an answer, 0 (never) to 3,600 s; never beyond the token's `exp`. API Gateway itself
   * keeps none: it cannot end one early.
   * @default 60
   */
  readonly cache?: { readonly maxTtlSeconds: number };
  /** The request header that the token comes in. @default 'Authorization', as `Bearer TOKEN`; any other holds the token alone */
  readonly header?: string;
}

const INTROSPECTION_PROPS = {
  endpoint: true,
  client: OAUTH_CLIENT_PROPS,
  audience: true,
  issuer: true,
  cache: { maxTtlSeconds: true },
  header: true,
} as const satisfies KnownProps<IntrospectionProps>;

export interface IntrospectionAuth<Name extends string = string> extends TokenRequirement {
  readonly kind: 'introspection';
  readonly name: Name;
  readonly endpoint: string;
  readonly client: OAuthClient;
  readonly audiences: readonly string[];
  readonly issuer?: string;
  readonly cacheMaxTtlSeconds: number;
  readonly header: string;
  readonly require: (requirement: Requirement) => IntrospectionAuth<Name>;
}

/**
 * Callers with an opaque token, which its issuer is asked about (RFC 7662). A bundled Lambda authorizer does it.
 */
/* @__NO_SIDE_EFFECTS__ */
export function introspection<const Name extends string>(
  name: Name,
  props: IntrospectionProps,
): IntrospectionAuth<Name> {
  const { endpoint, client, issuer } = props;
  return withRequirement(
    {
      kind: 'introspection',
      name,
      endpoint,
      client,
      audiences: listOf(props.audience ?? []),
      cacheMaxTtlSeconds: props.cache?.maxTtlSeconds ?? DEFAULT_INTROSPECTION_CACHE_SECONDS,
      header: (props.header ?? DEFAULT_TOKEN_HEADER).toLowerCase(),
      ...(issuer !== undefined && { issuer }),
    },
    noRequirement(unknownIn(props, INTROSPECTION_PROPS)),
  );
}
