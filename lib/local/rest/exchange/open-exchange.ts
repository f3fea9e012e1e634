import type { InboundRequest } from '../../model/engine.js';
import { readHeaders } from '../request/read-headers.js';
import { readQuery } from '../request/read-query.js';
import { hex, traceIdOf } from '../request/trace-id.js';
import { type Exchange, headerValue, type StageScope } from './exchange.js';

/** Reads a request into the exchange that the rest of the gateway works on. */
export function openExchange(scope: StageScope, request: InboundRequest): Exchange {
  const { randomId, nowMs } = scope.services;
  const requestId = randomId();
  const traceId = traceIdOf(headerValue(request.headers, 'x-amzn-trace-id'), nowMs(), randomId);
  return {
    scope,
    request,
    requestId,
    extendedRequestId: `${Buffer.from(hex(requestId, 22), 'hex').toString('base64url').slice(0, 15)}=`,
    headers: readHeaders(request.headers, request.sourceIp, traceId),
    query: readQuery(request.rawQuery),
    traceId,
    path: request.rawPath.replace(/^\/*/, '/'),
  };
}
