import type { Exchange } from '../exchange.js';

/**
 * Headers as a function receives them: the caller's, with what the gateway adds on the way. Protocol and port are
 * those of the local listener, so that addresses a function builds from them work.
 */
export function forwardedHeaders(exchange: Exchange): Record<string, string> {
  const { headers, request } = exchange;
  const result: Record<string, string> = Object.assign(Object.create(null), headers);
  const via = headers['x-forwarded-for'];
  result['x-forwarded-for'] = via ? `${via}, ${request.sourceIp}` : request.sourceIp;
  result['x-forwarded-port'] ??= /:(\d+)$/.exec(headers.host ?? '')?.[1] ?? '80';
  result['x-forwarded-proto'] ??= 'http';
  result['x-amzn-trace-id'] ??= traceId(exchange);
  result['content-length'] ??= String(request.body.length);
  return result;
}

/** `Root=1-TIME-ID` with the request's own time; ids that are no hexadecimal text are spelled as such. */
export function traceId({ requestId, request }: Exchange): string {
  const seconds = Math.floor(request.receivedAtMs / 1000)
    .toString(16)
    .padStart(8, '0');
  const id = Buffer.from(requestId).toString('hex').padEnd(24, '0').slice(0, 24);
  return `Root=1-${seconds}-${id}`;
}
