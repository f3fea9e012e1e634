import type { Auth } from '../spec/auth.js';
import type { Contract } from '../spec/contract.js';
import type { StandardSchema } from '../spec/standard-schema.js';
import { callerOf } from './caller-of.js';
import { corsHeaders } from './cors.js';
import { type DecodedRequest, decodeEvent, type ProxyEvent } from './event.js';
import type { HandlerFunction, HandlerInput, LambdaHandler } from './handler.js';
import { readBody } from './read-body.js';
import { encodeResult, type HandlerResult, problem } from './result.js';

interface HandledRoute {
  readonly auth: Auth | undefined;
  readonly body: StandardSchema<unknown, unknown> | undefined;
}

/** Wraps a typed function as the Lambda handler of one route, for payloads 1.0 and 2.0. */
export function handleWith<Params extends string, A extends Auth | undefined, C extends Contract>(
  route: HandledRoute,
  fn: HandlerFunction<Params, A, C>,
): LambdaHandler {
  return async (event) => {
    const request = decodeEvent(event);
    try {
      return encodeResult(await answer(route, fn, event, request), request.version, corsHeaders(request));
    } catch (error) {
      return encodeResult(unhandled(error, request), request.version, corsHeaders(request));
    }
  };
}

async function answer<Params extends string, A extends Auth | undefined, C extends Contract>(
  route: HandledRoute,
  fn: HandlerFunction<Params, A, C>,
  event: ProxyEvent,
  request: DecodedRequest,
): Promise<HandlerResult> {
  const caller = callerOf(event, route.auth);
  const read = await readBody(request, route.body);
  if (!read.ok) return read.refusal;
  const { params, query, headers, requestId } = request;
  const input = { params, query, headers, body: read.body, caller, requestId, event };
  return fn(input as unknown as HandlerInput<Params, A, C>) as HandlerResult;
}

/** The caller learns the request id and nothing else; the log has the error. */
function unhandled(error: unknown, { requestId }: DecodedRequest): HandlerResult {
  console.error(error);
  return problem(500, { title: 'Internal Server Error', requestId });
}
