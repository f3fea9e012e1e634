import { createHash } from 'node:crypto';
import { headerText, queryPairs, type SignedRequest } from './signed-request.js';

/**
 * The text that is hashed and signed.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 *
 * @param signedHeaders names in lower case, in the order that the signature states
 */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${trimmed(headerText(request, name) ?? '')}\n`);
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.rawQuery),
    headers.join(''),
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

export const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

const trimmed = (value: string): string => value.trim().replace(/ +/g, ' ');

/** Every service but S3 has the path normalised, and encoded a second time. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encoded(segment));
  }
  const trailing = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${trailing}`;
}

/** Sorted by name, then by value; what a presigned address adds last is the signature itself. */
function canonicalQuery(rawQuery: string): string {
  return queryPairs(rawQuery)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([oneName, oneValue], [name, value]) => compare(oneName, name) || compare(oneValue, value))
    .map((pair) => pair.join('='))
    .join('&');
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** RFC 3986: all but unreserved characters. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
