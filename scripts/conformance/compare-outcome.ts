import { joinedHeaders, type ReceivedRequest } from './backends.js';
import { differences, type References } from './match-expected.js';
import type { RawResponse } from './raw-http.js';
import { refuseUnknown } from './recordings.js';

/** What came of a request. */
export interface Outcome {
  readonly response: RawResponse;
  readonly host: string;
  /** Payload of the function's invocation, if there was one. */
  readonly event: unknown;
  /** The backend that was called, if one was. */
  readonly called:
    | { readonly request: ReceivedRequest; readonly responseLength: number; readonly port: number }
    | undefined;
  readonly rootResourceId: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const HEADER_EXPECTATIONS = ['headers', 'headersAbsent', 'headersExact', 'headersIgnore'];
const EXPECTATIONS = ['status', 'body', 'bodyJson', 'bodyBase64', 'event', 'upstream', ...HEADER_EXPECTATIONS];
const UPSTREAM_EXPECTATIONS = ['method', 'path', 'query', 'body', 'bodyJson', 'bodyBase64'];

/** Differences between what a case expects and what came; empty where there are none. */
export function compareOutcome(expect: Fields, outcome: Outcome): readonly string[] {
  refuseUnknown('expect', expect, EXPECTATIONS);
  const { response, called } = outcome;
  const references: References = {
    'request.host': outcome.host,
    'backend.host': called && `127.0.0.1:${called.port}`,
    'backend.response.content-length': called && String(called.responseLength),
    'root.resourceId': outcome.rootResourceId,
  };
  return [
    ...compareFields(expect, { status: response.status, ...bodiesOf(response.body) }, references, ''),
    ...compareHeaders('headers', expect, joinedHeaders(response.headers.flat()), references),
    ...compareEvent(expect, outcome.event, references),
    ...('upstream' in expect ? compareUpstream(expect.upstream, called?.request, references) : []),
  ];
}

const compareFields = (expect: Fields, actual: Fields, references: References, place: string): readonly string[] =>
  Object.keys(actual)
    .filter((name) => name in expect)
    .flatMap((name) => differences(expect[name], actual[name], references, place + name));

const bodiesOf = (body: Buffer) => ({
  body: body.toString(),
  bodyJson: parse(body),
  bodyBase64: body.toString('base64'),
});

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return `(not JSON) ${body.toString()}`;
  }
}

/** Null says that the function is not invoked. */
function compareEvent(expect: Fields, event: unknown, references: References): readonly string[] {
  if (!('event' in expect)) return [];
  if (expect.event !== null) return differences(expect.event, event, references, 'event');
  return event === undefined ? [] : ['event: the function was invoked'];
}

/** Unlisted headers are free unless the case says `headersExact`. */
function compareHeaders(place: string, expect: Fields, actual: Fields, references: References): readonly string[] {
  const absent = ((expect.headersAbsent ?? []) as readonly string[]).filter((name) => name.toLowerCase() in actual);
  const found = absent.map((name) => `${place}/${name}: expected not to be there`);
  const given = (expect.headers ?? {}) as Fields;
  const wanted = lowered((given.$subset ?? given.$exactKeys ?? given) as Fields);
  const missing = differences({ $subset: wanted }, actual, references, place);
  const isExact = '$exactKeys' in given || (expect.headersExact === true && !('$subset' in given));
  if (!isExact) return [...found, ...missing];
  const free = new Set([
    ...Object.keys(wanted),
    ...((expect.headersIgnore ?? []) as readonly string[]).map((name) => name.toLowerCase()),
  ]);
  const extra = Object.keys(actual).filter((name) => !free.has(name));
  return [...found, ...missing, ...extra.map((name) => `${place}/${name}: not expected, got ${String(actual[name])}`)];
}

const lowered = (headers: Fields): Fields =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Null says that no backend is called. */
function compareUpstream(
  expected: unknown,
  received: ReceivedRequest | undefined,
  references: References,
): readonly string[] {
  if (expected === null) return received === undefined ? [] : ['upstream: a backend was called'];
  const fields = expected as Fields;
  refuseUnknown('upstream', fields, [...UPSTREAM_EXPECTATIONS, ...HEADER_EXPECTATIONS]);
  if (received === undefined) return ['upstream: no backend was called'];
  const { method, path, query, headers, body } = received;
  const headersExact = fields.headersExact ?? 'headersIgnore' in fields;
  return [
    ...compareFields(fields, { method, path, query, ...bodiesOf(body) }, references, 'upstream/'),
    ...compareHeaders('upstream/headers', { ...fields, headersExact }, headers, references),
  ];
}
