import type { DecodedRequest, ProxyEvent } from './event.js';

export type Pair = readonly [name: string, value: string];

/** All values of the query, in their order. Payload 2.0 joins several of one name with commas, and values may hold commas. */
export function queryPairs(event: ProxyEvent): readonly Pair[] {
  if (event.version === '2.0') return [...new URLSearchParams(event.rawQueryString)];
  return Object.entries(event.multiValueQueryStringParameters ?? {}).flatMap(([name, values = []]) =>
    values.map((value): Pair => [name, value]),
  );
}

/** RFC 9110, section 5.6.1: of a list, what stands between commas; one inside a quoted string separates nothing. */
export function headerPairs({ headers }: DecodedRequest, lists: ReadonlySet<string>): readonly Pair[] {
  return Object.entries(headers).flatMap(([name, text]) =>
    lists.has(name)
      ? (text.match(/(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/gs) ?? []).map((value): Pair => [name, value.trim()])
      : [[name, text] as const],
  );
}

/** What a schema checks: all values of the names that it takes lists for, and the last of others. */
export function namedValues(pairs: readonly Pair[], lists: ReadonlySet<string>): Readonly<Record<string, unknown>> {
  const named: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    named[name] = lists.has(name) ? [named[name] ?? [], value].flat() : value;
  }
  return named;
}
