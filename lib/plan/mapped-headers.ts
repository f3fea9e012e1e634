import type { GatewaySpec } from '../spec/gateway.js';
import { ORIGIN_HEADER } from '../spec/origin-header.js';
import type { Route } from '../spec/route.js';
import { isSecretSent } from './origin/closed-origin.js';
import type { HeaderSource } from './plan.js';
import { callerHeadersOf, otherTokenHeaders, ownHeaders } from './route-access.js';

/** Where the authorizer puts the exchanged token, with `Bearer ` before it. */
export const BACKEND_TOKEN_KEY = 'backendToken';

/** Headers that the gateway itself sets at the backend of a route. Handlers are guarded instead, and replies see none. */
export function mappedHeaders(route: Route, spec: GatewaySpec): Readonly<Record<string, HeaderSource>> {
  if (route.to.kind !== 'http' && route.to.kind !== 'bound') return {};
  const claims = callerHeadersOf(route, spec);
  const tokens = route.backendToken ? otherTokenHeaders(route, spec) : [];
  const origin = isSecretSent(spec) ? [ORIGIN_HEADER] : [];
  const removed = [...ownHeaders(spec), ...origin, ...tokens].map((name) => [name, { kind: 'removed' }] as const);
  const set = Object.keys(claims).map((name) => [name, { kind: 'authorizer-context', key: contextKey(name) }] as const);
  const exchanged = { authorization: { kind: 'authorizer-context', key: BACKEND_TOKEN_KEY } } as const;
  const headers = { ...Object.fromEntries(removed), ...Object.fromEntries(set), ...(route.backendToken && exchanged) };
  return { ...otherSpellings(headers), ...headers };
}

/**
 * CGI, and with it PHP, WSGI and Rack, know `X-User` and `X_User` as one variable, so that a client could say the one
 * beside the other. Spellings that mix both cannot all be listed.
 *
 * https://www.rfc-editor.org/rfc/rfc3875#section-4.1.18
 */
function otherSpellings(headers: Readonly<Record<string, HeaderSource>>): Readonly<Record<string, HeaderSource>> {
  const spelled = Object.entries(headers).flatMap(([name, { kind }]) => {
    const source: HeaderSource = kind === 'removed' ? { kind } : { kind: 'spelling', of: name };
    return [name.replaceAll('-', '_'), name.replaceAll('_', '-')].map((other) => [other, source] as const);
  });
  return Object.fromEntries(spelled);
}

/** Keys of an authorizer's context are letters, digits and `_`: `x-user` → `header_x_user`. */
export function contextKey(header: string): string {
  return `header_${header.replace(/[^A-Za-z0-9]/g, '_')}`;
}
