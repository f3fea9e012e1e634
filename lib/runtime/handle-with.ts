import type { Auth } from '../spec/auth.js';
import type { Contract } from '../spec/contract.js';
import { callerOf } from './caller-of.js';
import { corsHeaders } from './cors.js';
import { encodeResult } from './encode-result.js';
import { type DecodedRequest, decodeEvent, type ProxyEvent } from './event.js';
import type { LambdaHandler } from './handler.js';
import { requestReader } from './read-request.js';
import { type HandlerResult, problem } from './result.js';

/** The part of a route that handling its requests needs. */
export interface HandledRoute extends Contract {
  readonly auth: Auth | undefined;
}

/** A {@link HandlerFunction} with the route's types gone. */
export type AnyHandler = (input: never) => unknown;

/** Answers a request that fits, and refuses one that does not. */
export type Responder = (event: ProxyEvent, request: DecodedRequest) => Promise<HandlerResult>;

/** Wraps a typed function as the Lambda handler of one route, for payloads 1.0 and 2.0. */
export function handleWith(route: HandledRoute, fn: AnyHandler): LambdaHandler {
  const respond = responder(route, fn);
  return async (event) => {
    const request = decodeEvent(event);
    const encode = (result: HandlerResult) =>
      encodeResult(result, request.version, corsHeaders(request), route.responses);
    try {
      return encode(await respond(event, request));
    } catch (error) {
      return encode(unhandled(error, request));
    }
  };
}

export function responder(route: HandledRoute, fn: AnyHandler): Responder {
  const read = requestReader(route);
  return async (event, request) => {
    const caller = callerOf(event, route.auth);
    const parts = await read(event, request);
    if ('kind' in parts) return parts;
    return fn({ ...parts, caller, event } as never) as HandlerResult;
  };
}

/** The caller learns the request id and nothing else; the log has the error. */
export function unhandled(error: unknown, { requestId }: DecodedRequest): HandlerResult {
  console.error(error);
  return problem(500, { title: 'Internal Server Error', requestId });
}
