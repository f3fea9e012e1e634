import { type Exchange, type Header, type HeaderList, headerValue } from '../exchange/exchange.js';
import { cleanHeaderValue } from '../mapping/clean-header-value.js';
import type { MappedRequest } from '../mapping/compile-request-mapping.js';

/** Never sent on, even where a mapping names them. */
const DROPPED = new Set(['expect', 'proxy-authenticate', 'te', 'via']);
/** A caller's own, which a proxy leaves out unless a mapping names them. */
const NOT_PROXIED = new Set(['host', 'content-encoding']);
const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Headers of an HTTP integration: those that are mapped, and API Gateway's own. */
export function customHeaders(exchange: Exchange, mapped: MappedRequest): HeaderList {
  return withDefaults(exchange, mappedHeaders(mapped));
}

/** Headers of an HTTP proxy: the caller's, those that are mapped in their place, and API Gateway's own. */
export function proxyHeaders(exchange: Exchange, mapped: MappedRequest): HeaderList {
  const added = mappedHeaders(mapped);
  const replaced = new Set(added.map(([name]) => name.toLowerCase()));
  const kept = exchange.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !replaced.has(lower) && !NOT_PROXIED.has(lower);
  });
  return withDefaults(exchange, [...kept, ...added]);
}

const mappedHeaders = (mapped: MappedRequest): Header[] =>
  Array.from(
    mapped.header,
    ([name, value]): Header => [name, cleanHeaderValue(typeof value === 'string' ? value : value.join(','))],
  );

function withDefaults(exchange: Exchange, headers: readonly Header[]): HeaderList {
  const sent = headers.filter(([name]) => !DROPPED.has(name.toLowerCase()));
  const contentType = headerValue(exchange.headers, 'content-type');
  const defaults: [string, string | undefined][] = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${exchange.scope.apiId}`],
    ['Content-Type', BODILESS.has(exchange.request.method) ? undefined : (contentType ?? 'application/json')],
    ['X-Amzn-Trace-Id', exchange.traceId],
    ['X-Amzn-Apigateway-Api-Id', exchange.scope.apiId],
  ];
  const missing = defaults.filter(([name]) => headerValue(sent, name) === undefined);
  return [...sent, ...missing.flatMap(([name, value]): Header[] => (value === undefined ? [] : [[name, value]]))];
}
