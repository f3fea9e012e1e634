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
  const response = await engine({
    method: incoming.method ?? 'GET',
    ...placeOf(target, stageName),
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

/** Slashes before the stage do not count. */
function placeOf(target: string, stageName: string): { readonly basePath: string; readonly rawPath: string } {
  if (stageName === '') return { basePath: '', rawPath: target };
  const path = target.replace(/^\/+/, '/');
  const basePath = `/${stageName}`;
  const rest = path.slice(basePath.length);
  if (!path.startsWith(basePath) || (rest !== '' && !rest.startsWith('/')))
    throw new Error(`${target} is not of the stage`);
  return { basePath, rawPath: rest === '' ? '/' : rest };
}
