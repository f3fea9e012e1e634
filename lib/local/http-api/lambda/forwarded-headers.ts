import type { Exchange } from '../exchange.js';
import { emptyRecord } from '../request/empty-record.js';

/**
 * Headers as a function receives them: the caller's, with what the gateway adds on the way. Protocol and port are
 * those of the local listener, so that addresses a function builds from them work.
 */
export function forwardedHeaders(exchange: Exchange, omitted?: string): Record<string, string> {
  const { headers, request } = exchange;
  const result = emptyRecord<string>();
  for (const name in headers) if (name !== omitted) result[name] = headers[name] as string;
  const via = headers['x-forwarded-for'];
  result['x-forwarded-for'] = via ? `${via}, ${request.sourceIp}` : request.sourceIp;
  result['x-forwarded-port'] ??= portOf(headers.host ?? '');
  result['x-forwarded-proto'] ??= 'http';
  result['x-amzn-trace-id'] ??= traceId(exchange);
  result['content-length'] ??= String(request.body.length);
  return result;
}

const portOf = (host: string): string => /:(\d+)$/.exec(host)?.[1] ?? '80';

/** `Root=1-TIME-ID`: the time of the request, and 96 bits that follow from its id. */
export function traceId({ requestId, request }: Exchange): string {
  const seconds = Math.floor(request.receivedAtMs / 1000).toString(16);
  const id = Buffer.from(requestId.slice(-12)).toString('hex', 0, 12);
  return `Root=1-${seconds.padStart(8, '0')}-${id.padEnd(24, '0')}`;
}
