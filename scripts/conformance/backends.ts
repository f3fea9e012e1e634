import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnknownRecordingError } from './recordings.js';

/** What a backend received. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Backend {
  readonly port: number;
  /** Forgets what came before a case, and takes the objects that the case needs. */
  readonly prepare: (objects: Readonly<Record<string, string>>) => void;
  readonly last: () => { readonly request: ReceivedRequest; readonly responseLength: number } | undefined;
  readonly close: () => void;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

type Respond = (request: ReceivedRequest, objects: Map<string, Buffer>) => Answer;

const json = (value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

/** Each as the file describes it. */
const BACKENDS: Readonly<Record<string, Respond>> = {
  'echo-v2': (request) =>
    json(
      {
        args: Object.fromEntries(Object.entries(request.query).map(([name, values]) => [name, values.join(',')])),
        data: request.body.toString(),
        domain: request.headers.host,
        headers: request.headers,
        method: request.method,
        origin: '127.0.0.1',
        path: request.path,
      },
      {
        'x-amzn-RequestId': 'c1b6e4d0-0000-4000-8000-000000000001',
        'X-Amzn-Trace-Id': 'Root=1-65000000-0123456789abcdef01234567',
      },
    ),
  'status-echo': (request) => {
    const status = Number(request.path.split('/').at(-1));
    return json({ status_code: status, message: '' }, {}, status);
  },
  httpbin: httpbin,
  'raw-echo': (request) => ({ status: 200, headers: { 'Content-Type': 'application/json' }, body: request.body }),
  'object-store': objectStore,
};

function httpbin(request: ReceivedRequest): Answer {
  const headers = {
    Server: 'gunicorn/19.9.0',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Credentials': 'true',
  };
  const status = /^\/status\/(\d+)$/.exec(request.path)?.[1];
  if (status !== undefined) return { status: Number(status), headers, body: '' };
  const text = request.body.toString();
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return json(
    {
      args: oneOrMany(request.query),
      data: isForm ? '' : text,
      files: {},
      form: isForm ? oneOrMany(valuesOf(new URLSearchParams(text))) : {},
      headers: shownHeaders(request.headers),
      json: isForm ? null : parsed(text),
      origin: '127.0.0.1',
      url: `http://${request.headers.host}${request.path}`,
    },
    headers,
  );
}

const oneOrMany = (values: Readonly<Record<string, readonly string[]>>): Record<string, string | readonly string[]> =>
  Object.fromEntries(Object.entries(values).map(([name, each]) => [name, each.length === 1 ? (each[0] ?? '') : each]));

const HIDDEN = new Set(['connection', 'via', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);

/** httpbin spells names as `User-Agent`, and keeps to itself what stands between it and the caller. */
const shownHeaders = (headers: ReceivedRequest['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !HIDDEN.has(name))
      .map(([name, value]) => [name.replace(/(?<![a-z0-9])[a-z]/g, (letter) => letter.toUpperCase()), value]),
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function objectStore(request: ReceivedRequest, objects: Map<string, Buffer>): Answer {
  const key = request.path.replace(/^\//, '');
  if (request.method === 'PUT') {
    objects.set(key, request.body);
    return { status: 200, headers: {}, body: '' };
  }
  const object = objects.get(key);
  if (object === undefined) return { status: 404, headers: {}, body: '' };
  return {
    status: 200,
    headers: {
      'Content-Type': request.query['response-content-type']?.[0] ?? 'binary/octet-stream',
      ETag: `"${createHash('md5').update(object).digest('hex')}"`,
    },
    body: object,
  };
}

/** @throws UnknownRecordingError where the file names a backend that is not known here */
export async function startBackend(name: string): Promise<Backend> {
  const respond = BACKENDS[name];
  if (respond === undefined) throw new UnknownRecordingError(`the backend ${name} is not known`);
  const objects = new Map<string, Buffer>();
  let last: ReturnType<Backend['last']>;
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming).then((request) => {
      const answer = respond(request, objects);
      last = { request, responseLength: Buffer.byteLength(answer.body) };
      outgoing.writeHead(answer.status, {
        Connection: 'keep-alive',
        'Content-Length': last.responseLength,
        ...answer.headers,
      });
      outgoing.end(answer.body);
    });
  });
  return {
    port: await listen(server),
    prepare: (given) => {
      last = undefined;
      objects.clear();
      for (const [key, value] of Object.entries(given)) objects.set(key, Buffer.from(value, 'base64'));
    },
    last: () => last,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Without `Keep-Alive`, which AWS does not send. */
export function listen(server: Server): Promise<number> {
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function readRequest(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const url = new URL(incoming.url ?? '/', 'http://backend');
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: valuesOf(url.searchParams),
    headers: joinedHeaders(incoming.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

function valuesOf(parameters: URLSearchParams): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of parameters) values[name] = [...(values[name] ?? []), value];
  return values;
}

/** Lower case, duplicates joined. */
export function joinedHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}
