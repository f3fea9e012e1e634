import { encodeResult } from '../encode-result.js';
import type { HandlerResult } from '../result.js';
import type { Pair, RequestMessage, ResponseMessage } from './message.js';
import type { MiddlewareFunction, MiddlewareRequest, MiddlewareResponse } from './middleware.js';
import { readResult } from './response-result.js';

/** What a middleware sees and cannot change. */
export type MiddlewareFacts = Pick<MiddlewareRequest, 'route' | 'method' | 'params' | 'caller' | 'requestId'>;
export type Answer = (request: RequestMessage) => Promise<ResponseMessage>;

/**
 * The answer of the first middleware around the second, and so on, around what answers the route.
 *
 * @throws Error where a middleware gives no answer with a status
 */
export function runMiddleware(
  middlewares: readonly MiddlewareFunction[],
  facts: MiddlewareFacts,
  answer: Answer,
): Answer {
  return middlewares.reduceRight<Answer>(
    (inner, middleware) => async (request) => {
      const seen = { ...facts, ...seenRequest(request) };
      const next = async (changed?: MiddlewareRequest) =>
        seenResponse(await inner(changed && changed !== seen ? changedRequest(request, changed, seen) : request));
      return messageOf(await middleware(seen, next));
    },
    answer,
  );
}

function seenRequest({ path, headers, query, body }: RequestMessage) {
  return { path, headers: byName(headers, (name) => name.toLowerCase()), query: listsOf(query), body };
}

/** Parts that are the very same keep the form that they came in. */
function changedRequest(before: RequestMessage, after: MiddlewareRequest, seen: MiddlewareRequest): RequestMessage {
  return {
    path: after.path,
    headers: after.headers === seen.headers ? before.headers : Object.entries(after.headers),
    query:
      after.query === seen.query
        ? before.query
        : Object.entries(after.query).flatMap(([name, values]) => values.map((value): Pair => [name, value])),
    body: after.body,
  };
}

function seenResponse({ status, headers, body }: ResponseMessage): MiddlewareResponse {
  const isCookie = ([name]: Pair) => name.toLowerCase() === 'set-cookie';
  const others = headers.filter((pair) => !isCookie(pair));
  const cookies = headers.filter(isCookie).map(([, value]) => value);
  return { status, headers: byName(others, (name) => name.toLowerCase()), cookies, body };
}

/** Bytes go out as they are: without a content type of ours where they came without one. */
function messageOf(result: HandlerResult): ResponseMessage {
  const isBytes = result?.body instanceof Uint8Array;
  const encoded = encodeResult(isBytes ? { ...result, body: undefined } : result, '2.0');
  const message = readResult(encoded, '2.0');
  return isBytes ? { ...message, body: result.body as Uint8Array } : message;
}

function byName(pairs: readonly Pair[], plain: (name: string) => string): Readonly<Record<string, string>> {
  const joined = Object.entries(listsOf(pairs.map(([name, value]) => [plain(name), value])));
  return bare(joined.map(([name, values]) => [name, values.join(',')]));
}

function listsOf(pairs: readonly Pair[]): Readonly<Record<string, readonly string[]>> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value]);
  return bare([...lists]);
}

/** Names come from callers: `__proto__` is a name like any other. */
function bare<Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> {
  const record: Record<string, Value> = Object.create(null);
  for (const [name, value] of entries) record[name] = value;
  return record;
}
