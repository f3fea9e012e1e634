import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { StandIn } from '../../spec/dev-settings.js';
import { CliError } from '../cli-error.js';

export interface StandInServers {
  /** Origin → local address. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
}

/**
 * Starts a server for each stand-in that is a function; addresses stay as they are.
 *
 * @throws CliError 1 where a name is no origin
 */
export async function startStandIns(standIns: Readonly<Record<string, StandIn>>): Promise<StandInServers> {
  const servers: Server[] = [];
  const addresses = new Map<string, string>();
  for (const [origin, standIn] of Object.entries(standIns)) {
    if (!URL.canParse(origin))
      throw new CliError(1, `standIns['${origin}']: write the origin of a backend, as https://feeds.example`);
    addresses.set(origin, typeof standIn === 'string' ? standIn : await serve(standIn, servers));
  }
  return { addresses, close: async () => void (await Promise.all(servers.map(closed))) };
}

async function serve(answer: Exclude<StandIn, string>, servers: Server[]): Promise<string> {
  const server = createServer((request, response) => {
    void respond(answer, request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function respond(
  answer: Exclude<StandIn, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const url = `http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`;
  const init = {
    method: request.method ?? 'GET',
    headers,
    ...(hasBody && { body: Readable.toWeb(request), duplex: 'half' }),
  };
  const answered = await answer(new Request(url, init as RequestInit));
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.end(Buffer.from(await answered.arrayBuffer()));
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
