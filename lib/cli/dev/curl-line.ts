import type { Route } from '../../spec/route.js';

export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of `curl` itself, such as how to sign. */
  readonly options?: readonly string[];
  readonly body?: string;
}

/** One line that a POSIX shell runs as pasted. */
export function curlLine({ method, url, headers, options: more = [], body }: CurlRequest): string {
  const verb = method === 'GET' ? [] : method === 'HEAD' ? ['--head'] : ['-X', method];
  const options = [
    ...more.map(quoted),
    ...headers.flatMap(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...(body === undefined ? [] : ['-d', quoted(body)]),
  ];
  return ['curl', ...verb, quoted(url), ...options].join(' ');
}

function quoted(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The request of a route's example; parameters without one stand for themselves. */
export function exampleRequest(
  route: Pick<Route, 'method' | 'path' | 'example'>,
  base: string,
  { headers, options }: Pick<CurlRequest, 'headers' | 'options'>,
): CurlRequest {
  const { params = {}, query = {}, body } = route.example ?? {};
  const search = new URLSearchParams(query).toString();
  const path = route.path.replace(/\{([^}+]+)(\+?)\}/g, (_, name: string, greedy: string) =>
    segment(params[name] ?? name, greedy !== ''),
  );
  return {
    method: route.method === 'ANY' ? 'GET' : route.method,
    url: `${base}${path}${search && `?${search}`}`,
    headers: [...headers, ...(body === undefined ? [] : [['content-type', 'application/json'] as const])],
    ...(options && { options }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

function segment(value: string, greedy: boolean): string {
  return greedy ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
}
