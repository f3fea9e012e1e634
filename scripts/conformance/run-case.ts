import type { Backend } from './backends.js';
import { type BuiltEngine, buildFunctionUrlEngine, buildRestEngine } from './build-engine.js';
import { compareOutcome } from './compare-outcome.js';
import { ACCOUNT, REGION, type RecordedFunctions } from './functions.js';
import { type RawResponse, sendRaw } from './raw-http.js';
import { type RecordedApi, type RecordedCase, refuseUnknown, UnknownRecordingError } from './recordings.js';
import { serveEngine } from './serve-engine.js';

export interface World {
  readonly apis: Readonly<Record<string, RecordedApi>>;
  readonly functions: RecordedFunctions;
  readonly backends: ReadonlyMap<string, Backend>;
}

/**
 * Drives one recorded case over the wire.
 * @returns what differs from the recording; empty where nothing does
 */
export async function runCase(recorded: RecordedCase, world: World): Promise<readonly string[]> {
  refuseUnknown('a case', recorded, ['id', 'behaviour', 'given', 'expect', 'source', 'fidelity', 'note']);
  refuseUnknown('given', recorded.given, ['api', 'setup', 'request', 'note']);
  refuseUnknown('a request', recorded.given.request, ['method', 'target', 'headers', 'body', 'bodyBase64']);
  refuseUnknown('setup', recorded.given.setup ?? {}, ['objects']);
  const api = world.apis[recorded.given.api];
  if (api === undefined) throw new UnknownRecordingError(`the API ${recorded.given.api} is not in the file`);
  for (const backend of world.backends.values()) backend.prepare(recorded.given.setup?.objects ?? {});
  const built = build(api, world);
  const { port, server } = await serveEngine(built.engine, api.type === 'REST' ? api.stage.name : '');
  try {
    const host = hostOf(recorded, port);
    const response = await send(recorded, port, host);
    return compareOutcome(recorded.expect, { response, host, event: built.lastEvent(), ...heard(built, world) });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function heard({ rootResourceId }: BuiltEngine, world: World) {
  const [called] = [...world.backends.values()].flatMap((backend) => {
    const last = backend.last();
    return last === undefined ? [] : [{ ...last, port: backend.port }];
  });
  return { called, rootResourceId };
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
