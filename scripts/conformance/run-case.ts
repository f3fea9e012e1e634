import type { Backend, ReceivedRequest } from './backends.js';
import { joinedHeaders } from './backends.js';
import { type BuiltEngine, buildFunctionUrlEngine, buildRestEngine } from './build-engine.js';
import { ACCOUNT, REGION, type RecordedFunctions } from './functions.js';
import { differences, type References } from './match-expected.js';
import { type RawResponse, sendRaw } from './raw-http.js';
import { type RecordedApi, type RecordedCase, refuseUnknown, UnknownRecordingError } from './recordings.js';
import { serveEngine } from './serve-engine.js';

export interface World {
  readonly apis: Readonly<Record<string, RecordedApi>>;
  readonly functions: RecordedFunctions;
  readonly backends: ReadonlyMap<string, Backend>;
}

const EXPECTATIONS = [
  'status',
  'headers',
  'headersAbsent',
  'headersExact',
  'headersIgnore',
  'body',
  'bodyJson',
  'bodyBase64',
  'event',
  'upstream',
];

/**
 * Drives one recorded case over the wire.
 * @returns what differs from the recording; empty where nothing does
 */
export async function runCase(recorded: RecordedCase, world: World): Promise<readonly string[]> {
  refuseUnknown('a case', recorded, ['id', 'behaviour', 'given', 'expect', 'source', 'fidelity', 'note']);
  refuseUnknown('given', recorded.given, ['api', 'setup', 'request']);
  refuseUnknown('a request', recorded.given.request, ['method', 'target', 'headers', 'body', 'bodyBase64']);
  refuseUnknown('expect', recorded.expect, EXPECTATIONS);
  refuseUnknown('setup', recorded.given.setup ?? {}, ['objects']);
  const api = world.apis[recorded.given.api];
  if (api === undefined) throw new UnknownRecordingError(`the API ${recorded.given.api} is not in the file`);
  for (const backend of world.backends.values()) backend.prepare(recorded.given.setup?.objects ?? {});
  const built = build(api, world);
  const { port, server } = await serveEngine(built.engine, api.type === 'REST' ? api.stage.name : '');
  try {
    const host = hostOf(recorded, port);
    const response = await send(recorded, port, host);
    return compare(recorded, response, built, world, host);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function build(api: RecordedApi, world: World): BuiltEngine {
  const filled = fillPlaceholders(api, world);
  switch (filled.type) {
    case 'REST':
      return buildRestEngine(filled, world.functions);
    case 'FUNCTION_URL':
      return buildFunctionUrlEngine(filled, world.functions);
    default:
      throw new UnknownRecordingError(`the API type ${String((filled as { type: unknown }).type)} is not known`);
  }
}

function fillPlaceholders(api: RecordedApi, world: World): RecordedApi {
  const text = JSON.stringify(api).replace(/\{\{([A-Za-z]+)(?::([^}]+))?\}\}/g, (_all, kind: string, name = '') => {
    const value = placeholder(kind, name, world);
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text);
}

function placeholder(kind: string, name: string, world: World): string {
  switch (kind) {
    case 'lambda':
      return world.functions.arnOf(name);
    case 'lambdaName':
      return name;
    case 'backend':
      return `http://127.0.0.1:${backendNamed(name, world).port}`;
    case 'backendHostPort':
      return `127.0.0.1:${backendNamed(name, world).port}`;
    case 'region':
      return REGION;
    case 'account':
      return ACCOUNT;
    default:
      throw new UnknownRecordingError(`the placeholder ${kind} is not known`);
  }
}

function backendNamed(name: string, world: World): Backend {
  const backend = world.backends.get(name);
  if (backend === undefined) throw new UnknownRecordingError(`the backend ${name} is not in the file`);
  return backend;
}

const hostOf = (recorded: RecordedCase, port: number): string =>
  recorded.given.request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? `127.0.0.1:${port}`;

function send({ given: { request } }: RecordedCase, port: number, host: string): Promise<RawResponse> {
  const hasHost = request.headers.some(([name]) => name.toLowerCase() === 'host');
  return sendRaw({
    host: '127.0.0.1',
    port,
    method: request.method,
    target: request.target,
    headers: hasHost ? request.headers : [['Host', host], ...request.headers],
    body:
      request.bodyBase64 === undefined ? Buffer.from(request.body ?? '') : Buffer.from(request.bodyBase64, 'base64'),
    timeoutMs: 20_000,
  });
}

function compare(
  { expect }: RecordedCase,
  response: RawResponse,
  built: BuiltEngine,
  world: World,
  host: string,
): readonly string[] {
  const [called] = [...world.backends.values()].flatMap((backend) => {
    const last = backend.last();
    return last === undefined ? [] : [{ ...last, port: backend.port }];
  });
  const references: References = {
    'request.host': host,
    'backend.host': called && `127.0.0.1:${called.port}`,
    'backend.response.content-length': called && String(called.responseLength),
    'root.resourceId': built.rootResourceId,
  };
  const check = (what: string, actual: unknown): readonly string[] =>
    what in expect ? differences(expect[what], actual, references, what) : [];
  return [
    ...check('status', response.status),
    ...compareHeaders('headers', expect, joinedHeaders(response.headers.flat()), references),
    ...check('body', response.body.toString()),
    ...check('bodyBase64', response.body.toString('base64')),
    ...('bodyJson' in expect ? check('bodyJson', parse(response.body)) : []),
    ...('event' in expect ? check('event', built.lastEvent()) : []),
    ...('upstream' in expect ? compareUpstream(expect.upstream as Fields, called?.request, references) : []),
  ];
}

type Fields = Readonly<Record<string, unknown>>;

/** Unlisted headers are free unless the case says `headersExact`. */
function compareHeaders(place: string, expect: Fields, actual: Fields, references: References): readonly string[] {
  const absent = ((expect.headersAbsent ?? []) as readonly string[]).filter((name) => name.toLowerCase() in actual);
  const found = absent.map((name) => `${place}/${name}: expected not to be there`);
  const given = (expect.headers ?? {}) as Fields;
  const isSubset = '$subset' in given;
  const wanted = lowered((isSubset ? given.$subset : given) as Fields);
  const missing = differences({ $subset: wanted }, actual, references, place);
  if (expect.headersExact !== true) return [...found, ...missing];
  const free = new Set([
    ...Object.keys(wanted),
    ...((expect.headersIgnore ?? []) as readonly string[]).map((name) => name.toLowerCase()),
  ]);
  const extra = Object.keys(actual).filter((name) => !free.has(name));
  return [...found, ...missing, ...extra.map((name) => `${place}/${name}: not expected, got ${String(actual[name])}`)];
}

const lowered = (headers: Fields): Fields =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function compareUpstream(
  expected: Fields,
  received: ReceivedRequest | undefined,
  references: References,
): readonly string[] {
  refuseUnknown('upstream', expected, [
    'method',
    'path',
    'query',
    'headers',
    'headersExact',
    'headersIgnore',
    'body',
    'bodyBase64',
  ]);
  if (received === undefined) return ['upstream: no backend was called'];
  const actual = { ...received, body: received.body.toString(), bodyBase64: received.body.toString('base64') };
  const plain = ['method', 'path', 'query', 'body', 'bodyBase64'] as const;
  const isExact = expected.headersExact === true || 'headersIgnore' in expected;
  return [
    ...plain.flatMap((name) =>
      name in expected ? differences(expected[name], actual[name], references, `upstream/${name}`) : [],
    ),
    ...compareHeaders('upstream/headers', { ...expected, headersExact: isExact }, received.headers, references),
  ];
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return `(not JSON) ${body.toString()}`;
  }
}
