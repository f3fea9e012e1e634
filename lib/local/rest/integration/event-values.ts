import type { HeaderList } from '../exchange/exchange.js';

/** Of several values a function's event keeps the last. */
export function joinHeaders(headers: HeaderList): Record<string, string> {
  return Object.fromEntries(headers);
}

export function multiHeaders(headers: HeaderList): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return Object.fromEntries(values);
}

export function lastQueryValues(query: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries(Array.from(query, ([name, values]) => [name, values.at(-1) ?? '']));
}

export const multiQueryValues = (query: ReadonlyMap<string, readonly string[]>): Record<string, readonly string[]> =>
  Object.fromEntries(query);
