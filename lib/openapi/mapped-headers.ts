import type { HeaderSource } from '../plan/plan.js';

export type PlannedHeaders = Readonly<Record<string, HeaderSource>> | undefined;

/**
 * The same headers in the mapping language of one kind of API.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function httpHeaderMapping(headers: PlannedHeaders): Readonly<Record<string, string>> {
  return mapping(headers, (name, source) =>
    source.kind === 'authorizer-context'
      ? [`overwrite:header.${name}`, `$context.authorizer.${source.key}`]
      : [`remove:header.${name}`, "''"],
  );
}

/**
 * A REST proxy can take no header away. An empty text is not documented as a value, and a mapping without a value
 * leaves the client's header in place; so it becomes a dash, which no client has chosen.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 */
const NOT_THE_CLIENTS = "'-'";

/**
 * Another spelling has the value of the header itself: a backend that takes both for one is to read no dash in its place.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 */
export function restHeaderMapping(headers: PlannedHeaders): Readonly<Record<string, string>> {
  return mapping(headers, (name, source) => {
    const meant = source.kind === 'spelling' ? headers?.[source.of] : source;
    const value = meant?.kind === 'authorizer-context' ? `context.authorizer.${meant.key}` : NOT_THE_CLIENTS;
    return [`integration.request.header.${name}`, value];
  });
}

function mapping(
  headers: PlannedHeaders,
  entryOf: (name: string, source: HeaderSource) => readonly [string, string],
): Readonly<Record<string, string>> {
  const sorted = Object.entries(headers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, source]) => entryOf(name, source)));
}
