import type { TransformerConfig } from '../../lib/plan/transformer-plan.js';
import { corsHeaders } from '../../lib/runtime/cors.js';
import { encodeResult } from '../../lib/runtime/encode-result.js';
import { decodeEvent, type ProxyEvent } from '../../lib/runtime/event.js';
import { handledRoute, methodOf } from '../../lib/runtime/handled-route.js';
import { type HandlerResult, problem } from '../../lib/runtime/result.js';
import { readRequest } from '../../lib/runtime/transform/request-event.js';
import { writeResult } from '../../lib/runtime/transform/response-result.js';
import { forward } from './forward.js';
import { type Send, send } from './send.js';

/**
 * The innermost part of the function that stands before http backends: it hands the request on. Transformations, guard
 * and middleware stand around it as around any handler. A route that it does not know is a 500.
 */
export function transformer(config: TransformerConfig, sending: Send = send) {
  return async (event: ProxyEvent): Promise<object> => {
    const found = handledRoute(event, config.routes);
    const { version, params, requestId } = decodeEvent(event);
    if (!found) {
      console.error('the event is of a route that this function does not know');
      return refusal(event, problem(500, { title: 'Internal Server Error', requestId }));
    }
    const forwarded = { route: found.route, method: methodOf(event), request: readRequest(event), params };
    const result = await forward(forwarded, sending);
    return result.kind === 'answer' ? writeResult(result.response, version) : refusal(event, result.refusal);
  };
}

function refusal(event: ProxyEvent, result: HandlerResult): object {
  const request = decodeEvent(event);
  return encodeResult(result, request.version, corsHeaders(request));
}
