import { guard } from '../../../lib/runtime/guard/guard.js';
import type { ProxyResult } from '../../../lib/runtime/result.js';
import type { GuardConfig, GuardedRoute } from '../../../lib/spec/guard-config.js';
import type { Version } from '../events.js';

const NOW = 1_800_000_000_000;
/** Seconds since 1970 of a moment before the guard's now. */
export const seconds = (ago: number) => NOW / 1000 - ago;

type Headers = Readonly<Record<string, string>>;
export type Authorizer = Readonly<Record<string, unknown>>;

/** An event of `POST /orders/{id}`, with what a Lambda authorizer answered. */
export function eventOf(version: Version, headers: Headers, authorizer?: Authorizer, routeId = 'POST /orders/{id}') {
  const [httpMethod, resource] = routeId.split(' ');
  if (version === '2.0') {
    const context = { requestId: 'req-1', ...(authorizer && { authorizer: { lambda: authorizer } }) };
    return { version, routeKey: routeId, headers, rawQueryString: '', isBase64Encoded: false, requestContext: context };
  }
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return {
    httpMethod,
    resource,
    headers,
    multiValueHeaders,
    queryStringParameters: null,
    pathParameters: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { requestId: 'req-1', authorizer: authorizer ?? null },
  };
}

export const configOf = (guarded: Partial<GuardedRoute> = {}, removedHeaders: readonly string[] = []): GuardConfig => ({
  removedHeaders,
  routes: { 'POST /orders/{id}': { stepUps: {}, callerHeaders: {}, exchanged: false, ...guarded } },
});
export const contextOf = (claims: object, more: object = {}) => ({
  scheme: 'users',
  sub: 'a',
  claims: JSON.stringify(claims),
  ...more,
});

interface Seen {
  readonly headers: Headers;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly requestContext: { readonly authorizer?: unknown };
}

/** What the handler sees, or the answer that it was kept from. */
export async function through(config: GuardConfig, event: unknown): Promise<{ seen?: Seen; answer?: ProxyResult }> {
  let seen: Seen | undefined;
  const handler = guard(
    config,
    () => NOW,
  )((given: never) => {
    seen = given;
    return Promise.resolve('handled');
  });
  const answer = await handler(event, {});
  return seen ? { seen } : { answer: answer as ProxyResult };
}
