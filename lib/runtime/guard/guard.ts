import type { GuardConfig, GuardedRoute } from '../../spec/guard-config.js';
import { corsHeaders } from '../cors.js';
import { encodeResult } from '../encode-result.js';
import { decodeEvent, type ProxyEvent } from '../event.js';
import { handledRoute, isProxyEvent } from '../handled-route.js';
import { problem } from '../result.js';
import { authorizerContext, type TokenClaims, tokenClaims } from '../token-claims.js';
import { type Handler, streams, type WrappedHandler } from '../wrappable.js';
import { guardStream, type Outcome } from './guard-stream.js';
import { headerText } from './header-text.js';
import { type HeaderChanges, withHeaders } from './request-headers.js';
import { stepUpChallenge, unmetStepUps } from './step-up.js';

/** Where the authorizer puts the exchanged token, with `Bearer ` before it. */
const BACKEND_TOKEN_KEY = 'backendToken';

/**
 * Stands around a handler as the gateway deploys it: callers whose login falls short get a challenge (RFC 9470), headers
 * that only the gateway may set are its own, and the exchanged token stands in place of the caller's. Whatever else the
 * handler does, callbacks and streams included, is its own affair; events that come from no API Gateway pass through.
 *
 * @throws Error (when the function starts) for a handler that is none
 */
export function guard(config: GuardConfig, now: () => number = Date.now): (handler: WrappedHandler) => Handler {
  return (handler) => {
    const decide = (event: ProxyEvent) => decided(event, config, now());
    if (streams(handler)) return guardStream(handler as unknown as Handler, decide);
    const inner = handler as unknown as Handler;
    // No third parameter: newer Node.js runtimes refuse handlers that look like they take a callback.
    return (event, ...rest) => {
      if (!isProxyEvent(event)) return inner(event, ...rest);
      const outcome = decide(event);
      return outcome.ok ? inner(outcome.event, ...rest) : Promise.resolve(outcome.refusal);
    };
  };
}

/** Fails closed: what cannot be read, or is not there, is a 500. */
function decided(event: ProxyEvent, config: GuardConfig, nowMs: number): Outcome {
  try {
    const route = handledRoute(event, config.routes)?.route;
    const callers = route ? tokenClaims(event) : [];
    const unmet = route && unmetStepUps(route.stepUps, callers, nowMs);
    if (unmet) return { ok: false, refusal: stepUpChallenge(event, unmet) };
    return { ok: true, event: withoutBackendToken(withHeaders(event, headerChanges(config, route, event, callers))) };
  } catch (error) {
    console.error(error);
    const request = decodeEvent(event);
    const failure = problem(500, { title: 'Internal Server Error', requestId: request.requestId });
    return { ok: false, refusal: encodeResult(failure, request.version, corsHeaders(request)) };
  }
}

/** Later ones stand above earlier ones. */
function headerChanges(
  { removedHeaders }: GuardConfig,
  route: GuardedRoute | undefined,
  event: ProxyEvent,
  callers: readonly TokenClaims[],
): HeaderChanges {
  const [first] = callers;
  const claimed = Object.entries(route?.callerHeaders ?? {}).map(
    ([header, claim]) => [header, first && ownText(first.claims, claim)] as const,
  );
  return new Map([
    ...removedHeaders.map((name) => [name, undefined] as const),
    ...claimed,
    ...(route?.exchanged ? exchangedHeaders(route, event) : []),
  ]);
}

function ownText(claims: TokenClaims['claims'], name: string): string | undefined {
  return Object.hasOwn(claims, name) ? headerText(claims[name]) : undefined;
}

function exchangedHeaders(
  { tokenHeaders = [] }: GuardedRoute,
  event: ProxyEvent,
): readonly (readonly [string, string | undefined])[] {
  const token = authorizerContext(event)[BACKEND_TOKEN_KEY];
  if (typeof token !== 'string' || token === '')
    throw new Error('the authorizer has put no backend token into its context');
  return [...tokenHeaders.map((name) => [name, undefined] as const), ['authorization', token]];
}

/** It is in the headers by now, and logs of contexts are many. */
function withoutBackendToken(event: ProxyEvent): ProxyEvent {
  if (authorizerContext(event)[BACKEND_TOKEN_KEY] === undefined) return event;
  const { [BACKEND_TOKEN_KEY]: _token, ...context } = authorizerContext(event);
  if (event.version !== '2.0') return { ...event, requestContext: { ...event.requestContext, authorizer: context } };
  const authorizer = { ...event.requestContext.authorizer, lambda: context };
  return { ...event, requestContext: { ...event.requestContext, authorizer } };
}
