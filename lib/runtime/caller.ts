import type { ApiKeyAuth, Auth } from '../spec/auth.js';
import type { JwtAuth } from '../spec/jwt.js';
import type { ProxyEvent } from './event.js';

export interface JwtCaller {
  readonly kind: 'jwt';
  /** The `sub` claim. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** As API Gateway hands them on: every value a string, lists as `[a b]`. */
  readonly claims: Readonly<Record<string, string>>;
}

export interface ApiKeyCaller {
  readonly kind: 'api-key';
  /** The key's id; its value never reaches a handler's caller. */
  readonly keyId: string;
}

/** Who called, by the route's auth. `undefined` on public routes. */
export type CallerOf<A extends Auth | undefined> = A extends JwtAuth
  ? JwtCaller
  : A extends ApiKeyAuth
    ? ApiKeyCaller
    : A extends 'public'
      ? undefined
      : JwtCaller | ApiKeyCaller | undefined;

export function callerOf(event: ProxyEvent): JwtCaller | ApiKeyCaller | undefined {
  if (event.version === '2.0') {
    const { jwt, lambda } = event.requestContext.authorizer ?? {};
    const claims = jwt?.claims ?? claimsOf(lambda);
    return claims && jwtCaller(claims);
  }
  const claims = claimsOf(event.requestContext.authorizer);
  if (claims) return jwtCaller(claims);
  const keyId = event.requestContext.identity?.apiKeyId;
  return keyId ? { kind: 'api-key', keyId } : undefined;
}

/** The bundled authorizer's context carries the claims as one JSON string; Cognito's carries an object. */
function claimsOf(
  authorizer: Readonly<Record<string, unknown>> | null | undefined,
): Record<string, unknown> | undefined {
  const claims = authorizer?.claims;
  if (typeof claims === 'string') return JSON.parse(claims) as Record<string, unknown>;
  return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
}

function jwtCaller(raw: Readonly<Record<string, unknown>>): JwtCaller {
  const claims = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, claimText(value)]));
  const scopes = claims.scope ?? claims.scp ?? '';
  return {
    kind: 'jwt',
    subject: claims.sub ?? '',
    scopes: scopes
      .replace(/^\[|\]$/g, '')
      .split(/[ ,]+/)
      .filter(Boolean),
    claims,
  };
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
