import { corsHeaders } from '../cors.js';
import { encodeResult } from '../encode-result.js';
import { decodeEvent, type ProxyEvent } from '../event.js';
import { type HandlerResult, problem } from '../result.js';

/** An answer of the gateway's own to an event, with what browsers need to read it. */
export function refusal(event: ProxyEvent, result: HandlerResult): object {
  const request = decodeEvent(event);
  return encodeResult(result, request.version, corsHeaders(request));
}

/** The caller learns the request id and nothing else. */
export function failure(event: ProxyEvent): object {
  const { requestId } = event.requestContext;
  return refusal(event, problem(500, { title: 'Internal Server Error', requestId }));
}
