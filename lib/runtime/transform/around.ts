import type { AroundConfig, AroundRoute } from '../../spec/around-config.js';
import { callerOf } from '../caller-of.js';
import { decodeEvent, type ProxyEvent } from '../event.js';
import { handledRoute, isProxyEvent, methodOf } from '../handled-route.js';
import { tokenClaims } from '../token-claims.js';
import { type Handler, type WrappedHandler, wrappable } from '../wrappable.js';
import { transformRequest, transformResponse } from './apply.js';
import type { ResponseMessage } from './message.js';
import type { MiddlewareFunction } from './middleware.js';
import { failure, refusal } from './refusal.js';
import { readRequest, writeRequest } from './request-event.js';
import { readResult, writeResult } from './response-result.js';
import { type Answer, type MiddlewareFacts, runMiddleware } from './run-middleware.js';

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
      if (!found || isPlain(found.route)) return inner(event, ...rest);
      return answered(event as ProxyEvent, found, middlewares, (given) => inner(given, ...rest));
    };
  };
}

const isPlain = ({ transform, use = [] }: AroundRoute) => transform === undefined && use.length === 0;

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
  const { version } = decodeEvent(event);
  try {
    return writeResult(await pass(event, found, middlewares, inner), version);
  } catch (error) {
    console.error(error);
    return failure(event);
  }
}

async function pass(
  event: ProxyEvent,
  { id, route: { transform = {}, use = [] } }: Found,
  middlewares: readonly MiddlewareFunction[],
  inner: (event: ProxyEvent) => unknown,
): Promise<ResponseMessage> {
  const { version, params } = decodeEvent(event);
  const before = readRequest(event);
  const facts = { params, claims: () => tokenClaims(event)[0]?.claims ?? {} };
  const transformed = transformRequest(transform.request ?? {}, before, facts);
  if (!transformed.ok) return readResult(refusal(event, transformed.refusal), version);
  const answer: Answer = async (request) => readResult(await inner(writeRequest(event, before, request)), version);
  const chain = use.map((index) => middlewares[index] as MiddlewareFunction);
  const answering = chain.length > 0 ? runMiddleware(chain, seenOf(event, id), answer) : answer;
  return transformResponse(transform.response ?? {}, await answering(transformed.request));
}

function seenOf(event: ProxyEvent, route: string): MiddlewareFacts {
  const { params, requestId } = decodeEvent(event);
  return { route, method: methodOf(event), params, caller: callerOf(event, undefined), requestId };
}
