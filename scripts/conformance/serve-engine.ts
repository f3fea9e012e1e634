import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Engine } from '../../lib/local/model/engine.js';
import { listen } from './backends.js';

/** Serves one engine at one stage (or at the root, for an empty stage name) on a port of its own. */
export async function serveEngine(
  engine: Engine,
  stageName: string,
): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer((incoming, outgoing) => {
    respond(engine, stageName, incoming).then(
      (response) => {
        outgoing.writeHead(response.status, response.headers.flat());
        outgoing.end(response.body);
      },
      (error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined),
    );
  });
  return { port: await listen(server), server };
}

async function respond(engine: Engine, stageName: string, incoming: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const [target = '', ...query] = (incoming.url ?? '/').split('?');
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.push([incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '']);
  }
  const place = placeOf(target, stageName);
  if (place === undefined) return FORBIDDEN;
  const response = await engine({
    method: incoming.method ?? 'GET',
    ...place,
    rawQuery: query.join('?'),
    headers,
    body,
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    receivedAtMs: Date.now(),
  });
  response.logContext();
  const length = String(Buffer.byteLength(response.body));
  return { ...response, headers: [...response.headers, ['Content-Length', length] as const] };
}

/** What API Gateway answers for a stage that an API lacks. */
const FORBIDDEN = {
  status: 403,
  headers: [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'ForbiddenException'],
    ['Content-Length', '23'],
  ] as const,
  body: '{"message":"Forbidden"}',
};

/** Slashes before the stage do not count; undefined for what is of no stage. */
function placeOf(
  target: string,
  stageName: string,
): { readonly basePath: string; readonly rawPath: string } | undefined {
  if (stageName === '') return { basePath: '', rawPath: target };
  const path = target.replace(/^\/+/, '/');
  const basePath = `/${stageName}`;
  const rest = path.slice(basePath.length);
  if (!path.startsWith(basePath) || (rest !== '' && !rest.startsWith('/'))) return undefined;
  return { basePath, rawPath: rest === '' ? '/' : rest };
}
