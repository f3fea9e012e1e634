import type { QueryValue } from './client.js';
import { ClientError } from './client-error.js';

const encode = (text: QueryValue) => encodeURIComponent(text);

type Query = Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;

/** The route's address below the base, parameters and query percent-encoded (RFC 3986). */
export function requestUrl(
  pattern: string,
  baseUrl: string,
  params: Readonly<Record<string, QueryValue>> = {},
  query: Query = {},
): string {
  const path = pattern.slice(pattern.indexOf(' ') + 1).replace(/\{(.+?)(\+?)\}/g, (_, name: string, greedy: string) => {
    const value = Object.hasOwn(params, name) ? String(params[name] ?? '') : '';
    const segments = greedy ? value.split('/') : [value];
    // URL parsers resolve dot segments, also percent-encoded, and would call another route.
    if (value === '' || segments.some((segment) => segment === '.' || segment === '..'))
      throw new ClientError('PATH_PARAMETER', pattern, `"${name}" is missing or a dot segment`);
    return segments.map(encode).join('/');
  });
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === undefined ? [] : [name, one].map(encode).join('='))),
  );
  return baseUrl.replace(/\/+$/, '') + path + (pairs.length > 0 ? `?${pairs.join('&')}` : '');
}
