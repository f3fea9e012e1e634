import type { Exchange, Header } from '../exchange/exchange.js';
import { compileResponseSource, type MappableResponse } from './compile-sources.js';

/** Reads `method.response.header.NAME` → source. */
export function compileResponseMapping(
  parameters: Readonly<Record<string, string>>,
): (response: MappableResponse, exchange: Exchange) => Header[] {
  const entries = Object.entries(parameters).flatMap(([target, source]) => {
    const name = /^method\.response\.header\.(.+)$/s.exec(target)?.[1];
    return name === undefined ? [] : [{ name, read: compileResponseSource(source) }];
  });
  return (response, exchange) =>
    entries.flatMap(({ name, read }): Header[] => {
      const value = read(response, exchange);
      if (value === undefined || value.length === 0) return [];
      return [[name, typeof value === 'string' ? value : value.join(',')]];
    });
}
