import { decodeEvent, type ProxyEvent, type ProxyEventV1, type ProxyEventV2 } from '../event.js';
import { bodyText } from './body-text.js';
import { headerOf, type Pair, type RequestMessage } from './message.js';
import { percentEncoded } from './percent-encoded.js';

/** What both versions have besides what the wrapper reads. */
interface Addressed {
  readonly rawPath?: string;
  readonly path?: string;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[] | undefined>> | null;
}

/** The request of a proxy event, in one form for payloads 1.0 and 2.0. */
export function readRequest(event: ProxyEvent): RequestMessage {
  const { rawPath, path } = event as Addressed;
  return {
    path: rawPath ?? path ?? '/',
    headers: event.version === '2.0' ? headersOfV2(event) : listedOrSingle(event.multiValueHeaders, event.headers),
    query: event.version === '2.0' ? [...new URLSearchParams(event.rawQueryString)] : queryOfV1(event),
    body: decodeEvent(event).body,
  };
}

/** The event with this request in it; whatever was not changed stands there as it came. */
export function writeRequest<E extends ProxyEvent>(event: E, before: RequestMessage, after: RequestMessage): E {
  const sized = after.body === before.body ? after : { ...after, headers: resized(after.headers, after.body) };
  const written = event.version === '2.0' ? writeV2(event, before, sized) : writeV1(event, before, sized);
  return { ...written, ...(after.body !== before.body && bodyText(after.body)) } as E;
}

function headersOfV2(event: ProxyEventV2): readonly Pair[] {
  const headers = pairsOf(event.headers);
  return event.cookies?.length ? [...headers, ['cookie', event.cookies.join('; ')]] : headers;
}

function writeV2(event: ProxyEventV2, before: RequestMessage, after: RequestMessage): ProxyEventV2 {
  const cookie = headerOf(after.headers, 'cookie');
  const others = after.headers.filter(([name]) => name.toLowerCase() !== 'cookie');
  const { cookies: _cookies, ...rest } = event;
  const { http } = event.requestContext as { http?: object };
  const requestContext = { ...event.requestContext, http: { ...http, path: after.path } };
  return {
    ...rest,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: Object.fromEntries(grouped(others, true).map(([name, values]) => [name, values.join(',')])),
    ...(after.query !== before.query && queryV2(after.query)),
    ...(after.path !== before.path && { rawPath: after.path, requestContext }),
  };
}

function queryV2(query: readonly Pair[]): object {
  const rawQueryString = query.map((pair) => pair.map(percentEncoded).join('=')).join('&');
  const joined = grouped(query, false).map(([name, values]) => [name, values.join(',')]);
  return { rawQueryString, queryStringParameters: joined.length > 0 ? Object.fromEntries(joined) : undefined };
}

function queryOfV1(event: ProxyEventV1): readonly Pair[] {
  return listedOrSingle((event as Addressed).multiValueQueryStringParameters, event.queryStringParameters);
}

function writeV1(event: ProxyEventV1, before: RequestMessage, after: RequestMessage): ProxyEventV1 {
  const headers = grouped(after.headers, true);
  const query = grouped(after.query, false);
  return {
    ...event,
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    ...(after.query !== before.query && {
      queryStringParameters: query.length > 0 ? lastOf(query) : null,
      multiValueQueryStringParameters: query.length > 0 ? Object.fromEntries(query) : null,
    }),
    ...(after.path !== before.path && { path: after.path }),
  };
}

type Grouped = readonly (readonly [name: string, values: readonly string[]])[];

/** Values by name; header names in the letter case that came first. */
function grouped(pairs: readonly Pair[], isHeader: boolean): Grouped {
  const groups = new Map<string, [string, string[]]>();
  for (const [name, value] of pairs) {
    const key = isHeader ? name.toLowerCase() : name;
    const group = groups.get(key);
    if (group) group[1].push(value);
    else groups.set(key, [name, [value]]);
  }
  return [...groups.values()];
}

function lastOf(groups: Grouped): Record<string, string> {
  return Object.fromEntries(groups.map(([name, values]) => [name, values.at(-1) ?? '']));
}

function listedOrSingle(
  lists: Readonly<Record<string, readonly string[] | undefined>> | null | undefined,
  single: Readonly<Record<string, string | undefined>> | null,
): readonly Pair[] {
  if (!lists) return pairsOf(single ?? {});
  return Object.entries(lists).flatMap(([name, values]) => (values ?? []).map((value): Pair => [name, value]));
}

function pairsOf(record: Readonly<Record<string, string | undefined>>): readonly Pair[] {
  return Object.entries(record).flatMap(([name, value]): Pair[] => (value === undefined ? [] : [[name, value]]));
}

/** A length that was sent is that of the old body. */
function resized(headers: readonly Pair[], body: Uint8Array | undefined): readonly Pair[] {
  return headers.map(([name, value]) =>
    name.toLowerCase() === 'content-length' ? [name, String(body?.byteLength ?? 0)] : [name, value],
  );
}
