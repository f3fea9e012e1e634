import { promisify } from 'node:util';
import { deflate, gzip } from 'node:zlib';
import type { RestIntegration } from '../../model/rest-api.js';
import { cleanHeaderValue } from '../mapping/clean-header-value.js';
import { answeredTraceId } from '../request/trace-id.js';
import { type Exchange, type Header, headerValue, type MethodResponse } from './exchange.js';

/** Names that only API Gateway may set: what an integration says comes under another name. */
const REMAPPED = new Map(
  [
    'Authorization',
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Date',
    'Expect',
    'Host',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'Trailer',
    'Upgrade',
    'User-Agent',
    'WWW-Authenticate',
    'x-amzn-RequestId',
    'x-amz-apigw-id',
  ].map((name) => [name.toLowerCase(), `x-amzn-Remapped-${name}`]),
);

/**
 * Renames what may not come through, and adds API Gateway's own headers.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function finishResponse(
  exchange: Exchange,
  response: MethodResponse,
  kind: RestIntegration['kind'] | undefined,
): MethodResponse {
  const headers: Header[] = [];
  let hasContentType = false;
  for (const [name, value] of response.headers) {
    const lower = name.toLowerCase();
    if (lower === 'transfer-encoding' || !isToken(name)) continue;
    if (lower === 'content-type') hasContentType = true;
    if (lower === 'x-amzn-trace-id' && kind !== 'HTTP_PROXY') continue;
    headers.push([isOwn(response, kind, lower) ? name : (REMAPPED.get(lower) ?? name), cleanHeaderValue(value)]);
  }
  if (!hasContentType) headers.push(['Content-Type', 'application/json']);
  headers.push(['x-amzn-RequestId', exchange.requestId], ['x-amz-apigw-id', exchange.extendedRequestId]);
  if (kind === 'AWS' || kind === 'AWS_PROXY' || kind === 'HTTP') {
    headers.push(['X-Amzn-Trace-Id', answeredTraceId(exchange.traceId, exchange.scope.services.randomId)]);
  }
  return { ...response, headers };
}

/**
 * A gateway response may challenge: that is API Gateway's own word. Without an integration there is no other. What is
 * streamed may say how long it will be.
 */
const isOwn = ({ parts }: MethodResponse, kind: RestIntegration['kind'] | undefined, name: string): boolean =>
  parts === undefined ? kind === undefined && name === 'www-authenticate' : name === 'content-length';

const isToken = (name: string): boolean => /^[\w!#$%&'*+.^`|~-]+$/.test(name);

const compressors = { gzip: promisify(gzip), deflate: promisify(deflate) };

/**
 * Compresses a body that is large enough for a caller who accepts it, and does not come in parts.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html
 */
export async function compressResponse(
  exchange: Exchange,
  response: MethodResponse,
  minimumBytes: number | undefined,
): Promise<MethodResponse> {
  if (response.parts || minimumBytes === undefined || Buffer.byteLength(response.body) < minimumBytes) return response;
  if (headerValue(response.headers, 'content-encoding') !== undefined) return response;
  const accepted = (headerValue(exchange.headers, 'accept-encoding') ?? '')
    .split(',')
    .map((each) => each.trim().split(';', 1)[0]);
  const encoding = (['gzip', 'deflate'] as const).find((each) => accepted.includes(each));
  if (encoding === undefined) return response;
  const body = await compressors[encoding](response.body);
  return { ...response, body, headers: [...response.headers, ['Content-Encoding', encoding]] };
}
