import type { AroundConfig, AroundRoute } from '../../spec/around-config.js';
import { callerOf } from '../caller-of.js';
import { corsHeaders } from '../cors.js';
import { encodeResult } from '../encode-result.js';
import { decodeEvent, type ProxyEvent } from '../event.js';
import { handledRoute, isProxyEvent, methodOf } from '../handled-route.js';
import { type HandlerResult, problem } from '../result.js';
import { tokenClaims } from '../token-claims.js';
import { type Handler, type WrappedHandler, wrappable } from '../wrappable.js';
import { transformRequest, transformResponse } from './apply.js';
import type { ResponseMessage } from './message.js';
import type { MiddlewareFunction } from './middleware.js';
import { readRequest, writeRequest } from './request-event.js';
import { readResult, writeResult } from './response-result.js';
import { runMiddleware } from './run-middleware.js';

/**
 * Stands around a handler as the gateway deploys it. On the way in: the declared transformation, then each middleware in
 * order; on the way out the same in reverse. Whatever throws, the handler too, is a 500 with the request id and nothing
 * else. Events of other routes, and those that come from no API Gateway, pass through.
 *
 * @throws Error (when the function starts) for a handler or a middleware that is none, or a handler that streams
 */
export function around(config: AroundConfig, middlewares: readonly MiddlewareFunction[] = []) {
  if (middlewares.some((each) => typeof each !== 'function')) throw new Error('a middleware is no function');
  return (handler: WrappedHandler): Handler => {
    const inner = wrappable(handler);
    // No third parameter: newer Node.js runtimes refuse handlers that look like they take a callback.
    return (event, ...rest) => {
      const found = isProxyEvent(event) ? handledRoute(event, config.routes) : undefined;
      if (!found) return inner(event, ...rest);
      return answered(event as ProxyEvent, found, middlewares, (given) => inner(given, ...rest));
    };
  };
}

interface Found {
  readonly id: string;
  readonly route: AroundRoute;
}

async function answered(
  event: ProxyEvent,
  found: Found,
  middlewares: readonly MiddlewareFunction[],
  inner: (event: ProxyEvent) => unknown,
): Promise<object> {
  const { version, requestId } = decodeEvent(event);
  try {
    return writeResult(await pass(event, found, middlewares, inner), version);
  } catch (error) {
    console.error(error);
    return refusal(event, problem(500, { title: 'Internal Server Error', requestId }));
  }
}

async function pass(
  event: ProxyEvent,
  { id, route: { transform = {}, use = [] } }: Found,
  middlewares: readonly MiddlewareFunction[],
  inner: (event: ProxyEvent) => unknown,
): Promise<ResponseMessage> {
  const { version, params, requestId } = decodeEvent(event);
  const before = readRequest(event);
  const facts = { params, claims: tokenClaims(event)[0]?.claims ?? {} };
  const transformed = transformRequest(transform.request ?? {}, before, facts);
  if (!transformed.ok) return readResult(refusal(event, transformed.refusal), version);
  const chain = use.map((index) => middlewares[index] as MiddlewareFunction);
  const seen = { route: id, method: methodOf(event), params, caller: callerOf(event, undefined), requestId };
  const answer = runMiddleware(chain, seen, async (request) =>
    readResult(await inner(writeRequest(event, before, request)), version),
  );
  return transformResponse(transform.response ?? {}, await answer(transformed.request));
}

function refusal(event: ProxyEvent, result: HandlerResult): object {
  const request = decodeEvent(event);
  return encodeResult(result, request.version, corsHeaders(request));
}
