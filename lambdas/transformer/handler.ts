import type { TransformerConfig } from '../../lib/plan/transformer-plan.js';
import { decodeEvent, type ProxyEvent } from '../../lib/runtime/event.js';
import { handledRoute, methodOf } from '../../lib/runtime/handled-route.js';
import { failure, refusal } from '../../lib/runtime/transform/refusal.js';
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
    const { version, params } = decodeEvent(event);
    if (!found) {
      console.error('the event is of a route that this function does not know');
      return failure(event);
    }
    const forwarded = { route: found.route, method: methodOf(event), request: readRequest(event), params };
    const result = await forward(forwarded, sending);
    return result.kind === 'answer' ? writeResult(result.response, version) : refusal(event, result.refusal);
  };
}
