import type { HeaderPair } from '../../model/distribution.js';
import type { EdgeRequest, EdgeResponse } from '../edge-message.js';
import { withoutHeaders } from '../headers.js';
import type { EdgeEvent, RequestEvent, ResponseEvent } from './edge-event.js';
import { isRecord } from './function-values.js';
import { InvalidFunctionResult, readEdgeHeaders, readItems } from './read-edge-headers.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-uri */
const MAX_URI_CHARACTERS = 8192;

export type RequestOutcome =
  | { readonly kind: 'request'; readonly request: EdgeRequest }
  | { readonly kind: 'response'; readonly response: EdgeResponse };

/**
 * What becomes of a request after its function: the request that goes on, or the answer that the function has for it.
 *
 * @throws InvalidFunctionResult
 */
export function applyRequestResult(value: unknown, request: EdgeRequest, event: EdgeEvent): RequestOutcome {
  if (!isRecord(value)) throw new InvalidFunctionResult('a function has to return a request or a response');
  if (value.statusCode !== undefined) return { kind: 'response', response: generated(value) };
  return { kind: 'request', request: changedRequest(value, request, event.request) };
}

function changedRequest(
  value: Readonly<Record<string, unknown>>,
  request: EdgeRequest,
  given: RequestEvent,
): EdgeRequest {
  const { uri, method } = value;
  if (method !== request.method) throw new InvalidFunctionResult('the method is read-only');
  const query = readQuery(value.querystring, request, given);
  const isUri = typeof uri === 'string' && /^\/[^\s?#]*$/.test(uri) && `${uri}?${query}`.length < MAX_URI_CHARACTERS;
  if (!isUri) throw new InvalidFunctionResult('uri has to begin with a slash, without a query or blanks');
  const cookieFields = request.headers.filter(([name]) => name.toLowerCase() === 'cookie');
  const fields = withoutHeaders(request.headers, ['cookie']);
  const headers = readEdgeHeaders(value.headers, { eventType: 'viewer-request', given: given.headers, fields });
  const cookies = isUnchanged(value.cookies, given.cookies) ? cookieFields : cookieHeader(value.cookies);
  return { ...request, uri, query, headers: [...headers, ...cookies] };
}

function readQuery(value: unknown, request: EdgeRequest, given: RequestEvent): string {
  if (isUnchanged(value, given.querystring)) return request.query;
  const query = readItems(value, 'querystring')
    .map(({ name, value: text }) => `${name}=${text}`)
    .join('&');
  if (/[\s#]/.test(query)) throw new InvalidFunctionResult('querystring may hold neither blanks nor a number sign');
  return query;
}

function cookieHeader(value: unknown): HeaderPair[] {
  const pairs = readItems(value, 'cookies').map(({ name, value: text }) => `${name}=${text}`);
  return pairs.length === 0 ? [] : [['Cookie', pairs.join('; ')]];
}

const isUnchanged = (value: unknown, given: unknown): boolean => JSON.stringify(value) === JSON.stringify(given);

function generated(value: Readonly<Record<string, unknown>>): EdgeResponse {
  const headers = readEdgeHeaders(value.headers ?? {}, { eventType: 'viewer-response', given: {}, fields: [] });
  return {
    status: readStatus(value.statusCode),
    headers: [...withoutHeaders(headers, ['content-length']), ...setCookies(value.cookies)],
    body: readBody(value.body) ?? Buffer.alloc(0),
    source: 'FunctionGeneratedResponse',
  };
}

/**
 * An answer as its function has changed it. The body stays unless the function has another.
 *
 * @throws InvalidFunctionResult
 */
export function applyResponseResult(value: unknown, response: EdgeResponse, given: ResponseEvent): EdgeResponse {
  if (!isRecord(value)) throw new InvalidFunctionResult('a function has to return a response');
  const cookieFields = response.headers.filter(([name]) => name.toLowerCase() === 'set-cookie');
  const fields = withoutHeaders(response.headers, ['set-cookie']);
  const headers = readEdgeHeaders(value.headers, { eventType: 'viewer-response', given: given.headers, fields });
  const cookies = isUnchanged(value.cookies, given.cookies) ? cookieFields : setCookies(value.cookies);
  const body = readBody(value.body);
  const { parts, ...whole } = response;
  return {
    ...whole,
    ...(body === undefined && parts && { parts }),
    status: readStatus(value.statusCode),
    headers: [...headers, ...cookies],
    body: body ?? response.body,
  };
}

const setCookies = (value: unknown): HeaderPair[] =>
  readItems(value, 'cookies').map(({ name, value: text, attributes }) => [
    'Set-Cookie',
    `${name}=${text}${attributes ? `; ${attributes}` : ''}`,
  ]);

function readStatus(status: unknown): number {
  if (typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new InvalidFunctionResult('statusCode has to be a number from 200 to 599');
}

function readBody(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return Buffer.from(body);
  if (!isRecord(body) || typeof body.data !== 'string') throw new InvalidFunctionResult('body has to have data');
  if (body.encoding === 'text' || body.encoding === undefined) return Buffer.from(body.data);
  const isBase64 = body.encoding === 'base64' && /^[A-Za-z0-9+/]*={0,2}$/.test(body.data);
  if (!isBase64) throw new InvalidFunctionResult('body has no valid encoding');
  return Buffer.from(body.data, 'base64');
}
