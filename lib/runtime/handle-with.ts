import type { Auth } from '../spec/auth.js';
import type { SchemaOutput, StandardSchema } from '../spec/standard-schema.js';
import type { CallerOf } from './caller.js';
import { callerOf } from './caller-of.js';
import { corsHeaders } from './cors.js';
import { type DecodedRequest, decodeEvent, type ProxyEvent } from './event.js';
import { readBody } from './read-body.js';
import { encodeResult, type HandlerResult, type ProxyResult, problem } from './result.js';

export interface HandlerInput<Params extends string, A extends Auth | undefined, S> {
  /** Decoded path parameters. */
  readonly params: { readonly [Name in Params]: string };
  /** The last value of each query parameter. */
  readonly query: Readonly<Record<string, string>>;
  /** Lower-cased names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The validated body where the route has a schema; else the parsed JSON, text, bytes, or undefined. */
  readonly body: S extends StandardSchema<unknown, unknown> ? SchemaOutput<S> : unknown;
  readonly caller: CallerOf<A>;
  readonly requestId: string;
  /** The event as Lambda received it. */
  readonly event: ProxyEvent;
}

export type HandlerFunction<Params extends string, A extends Auth | undefined, S> = (
  input: HandlerInput<Params, A, S>,
) => HandlerResult | Promise<HandlerResult>;

export type LambdaHandler = (event: ProxyEvent) => Promise<ProxyResult>;

interface HandledRoute {
  readonly auth: Auth | undefined;
  readonly body: StandardSchema<unknown, unknown> | undefined;
}

/** Wraps a typed function as the Lambda handler of one route, for payloads 1.0 and 2.0. */
export function handleWith<Params extends string, A extends Auth | undefined, S>(
  route: HandledRoute,
  fn: HandlerFunction<Params, A, S>,
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

async function answer<Params extends string, A extends Auth | undefined, S>(
  route: HandledRoute,
  fn: HandlerFunction<Params, A, S>,
  event: ProxyEvent,
  request: DecodedRequest,
): Promise<HandlerResult> {
  const caller = callerOf(event, route.auth);
  const read = await readBody(request, route.body);
  if (!read.ok) return read.refusal;
  const { params, query, headers, requestId } = request;
  const input = { params, query, headers, body: read.body, caller, requestId, event };
  return fn(input as unknown as HandlerInput<Params, A, S>);
}

/** The caller learns the request id and nothing else; the log has the error. */
function unhandled(error: unknown, { requestId }: DecodedRequest): HandlerResult {
  console.error(error);
  return problem(500, { title: 'Internal Server Error', requestId });
}
