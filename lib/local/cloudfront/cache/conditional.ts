import type { HeaderPair } from '../../model/distribution.js';
import type { EdgeRequest, EdgeResponse } from '../edge-message.js';
import { headerValue, withHeader, withoutHeaders } from '../headers.js';
import type { StoredObject } from './stored-object.js';

const CONDITIONS = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'if-range', 'range'];

/** A request for the whole object, or for word that the stored one still holds. */
export function revalidating(request: EdgeRequest, stored: StoredObject | undefined): EdgeRequest {
  const headers = withoutHeaders(request.headers, CONDITIONS);
  const [etag, modified] = stored
    ? [headerValue(stored.headers, 'etag'), headerValue(stored.headers, 'last-modified')]
    : [];
  const conditions: HeaderPair[] = [
    ...(etag === undefined ? [] : [['If-None-Match', etag] as const]),
    ...(modified === undefined ? [] : [['If-Modified-Since', modified] as const]),
  ];
  return { ...request, headers: [...headers, ...conditions] };
}

/** What a stored object says of itself after the origin has confirmed it (RFC 9111, section 4.3.4). */
export function confirmedHeaders(stored: readonly HeaderPair[], confirmation: readonly HeaderPair[]): HeaderPair[] {
  const updates = withoutHeaders(confirmation, [
    'content-length',
    'content-encoding',
    'content-type',
    'transfer-encoding',
    'etag',
  ]);
  return updates.reduce<HeaderPair[]>((headers, [name, value]) => withHeader(headers, name, value), [...stored]);
}

/** 304 where the viewer has what is stored already (RFC 9110, section 13.2.2). */
export function answerConditions(request: EdgeRequest, response: EdgeResponse): EdgeResponse {
  if (response.status !== 200 || !['GET', 'HEAD'].includes(request.method)) return response;
  if (!isKnown(request.headers, response.headers)) return response;
  const headers = withoutHeaders(response.headers, ['content-length', 'content-type', 'content-encoding']);
  return { ...response, status: 304, headers, body: Buffer.alloc(0) };
}

function isKnown(request: readonly HeaderPair[], response: readonly HeaderPair[]): boolean {
  const tags = headerValue(request, 'if-none-match');
  if (tags !== undefined) {
    const etag = headerValue(response, 'etag');
    const known = tags.split(',').map((tag) => weak(tag.trim()));
    return known.includes('*') || (etag !== undefined && known.includes(weak(etag)));
  }
  const since = Date.parse(headerValue(request, 'if-modified-since') ?? '');
  const modified = Date.parse(headerValue(response, 'last-modified') ?? '');
  return modified <= since;
}

/** `If-None-Match` compares weakly (RFC 9110, section 8.8.3.2). */
const weak = (tag: string): string => tag.replace(/^W\//, '');
