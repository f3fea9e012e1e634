import { type Exchange, requestPath } from '../exchange.js';
import { joinHeaders } from '../request/join-headers.js';
import { parseQuery } from '../request/parse-query.js';
import type { Pair } from './change-pairs.js';
import { compileRequestMapping } from './compile-request-mapping.js';

/** Compiles `requestParameters` into a change of the exchange itself, for integrations that send an event. */
export function compileExchangeMapping(parameters: Readonly<Record<string, string>>): (exchange: Exchange) => Exchange {
  if (Object.keys(parameters).length === 0) return (exchange) => exchange;
  const map = compileRequestMapping(parameters);
  return (exchange) => {
    const { headers, query, path } = map(exchange, {
      headers: exchange.request.headers,
      query: queryPairs(exchange),
      path: undefined,
    });
    const rawQuery = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
    const request = { ...exchange.request, headers, rawQuery, rawPath: path ?? requestPath(exchange) };
    return { ...exchange, request, headers: joinHeaders(headers), query: () => parseQuery(rawQuery) };
  };
}

/** The caller's query as decoded pairs. */
export function queryPairs(exchange: Exchange): Pair[] {
  return Object.entries(exchange.query() ?? {}).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  );
}
