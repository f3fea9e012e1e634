import type { KnownProps } from './known-props.js';
import { OAUTH_CLIENT_PROPS, type OAuthClient } from './secret.js';

export interface TokenExchangeProps {
  /** The token endpoint. HTTPS. */
  readonly endpoint: string;
  /** How the gateway proves itself to the endpoint. */
  readonly client: OAuthClient;
  /** The logical name of the backend that the new token is for. */
  readonly audience: string;
  /** Scopes to ask for, separated by blanks. @default what the endpoint gives */
  readonly scope?: string;
}

export interface TokenExchange extends TokenExchangeProps {
  readonly kind: 'token-exchange';
  readonly name: string;
}

export const TOKEN_EXCHANGE_PROPS = {
  kind: true,
  name: true,
  endpoint: true,
  client: OAUTH_CLIENT_PROPS,
  audience: true,
  scope: true,
} as const satisfies KnownProps<TokenExchange>;

/**
 * A token of the backend's own audience in place of the caller's (RFC 8693). The backend sees the new one as
 * `Authorization: Bearer …` and never the caller's. The bundled authorizer asks for it, and keeps it by caller and
 * audience within its lifetime.
 */
/* @__NO_SIDE_EFFECTS__ */
export function tokenExchange(name: string, props: TokenExchangeProps): TokenExchange {
  return Object.freeze({ kind: 'token-exchange', name, ...props });
}
