import type { LocalGateway } from '../../lib/local/server/local-gateway.js';
import { collect, enginesOf, start } from '../local/server/gateway-harness.js';
import { cloudModel, httpApi } from '../local/server/models.js';

export interface Edge {
  readonly port: number;
  /** Method, path and body of what reached the API since it was last asked. */
  readonly reached: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** A gateway whose one API answers with method, path and body of what reached it. */
async function openEdge(): Promise<Edge> {
  let seen: string[] = [];
  const engines = enginesOf(async ({ method, rawPath, body }) => {
    const request = `${method} ${rawPath} ${body.toString('latin1')}`;
    seen.push(request);
    return { headers: [['Content-Type', 'text/plain; charset=latin1']], body: Buffer.from(request, 'latin1') };
  });
  const gateway: LocalGateway = await start({
    model: cloudModel([httpApi('Edge', ['$default'])]),
    engines,
    logger: collect(),
    timeouts: { headersMs: 1_500, requestMs: 1_500 },
  });
  return {
    port: gateway.port,
    reached() {
      const now = seen;
      seen = [];
      return now;
    },
    close: () => gateway.close(0),
  };
}

let opened: Promise<Edge> | undefined;

/** One for all inputs of a process, opened with the first. */
export function edge(): Promise<Edge> {
  opened ??= openEdge();
  return opened;
}

export async function closeEdge(): Promise<void> {
  await (await opened)?.close();
  opened = undefined;
}
