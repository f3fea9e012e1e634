import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readModel, serveModel } from '../../lib/local/index.js';
import { BACKEND, writeAssembly } from './assembly.js';

/** The process that is watched: `gateway-process.ts DIRECTORY`, with `--expose-gc` and an IPC channel. */
export interface Sample {
  readonly kind: 'sample';
  /** After a full collection. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly handles: number;
}
export type Saying = Sample | { readonly kind: 'ready'; readonly port: number } | { readonly kind: 'closed' };
export type Asking = 'sample' | 'reload' | 'close';

const [directory = ''] = process.argv.slice(2);
const say = (saying: Saying) => process.send?.(saying);

/** A backend that answers the nonce of its path, and hangs up on some. */
const backend = createServer((request, response) => {
  const nonce = request.url?.slice(1) ?? '';
  if (nonce.endsWith('7')) return void request.socket.destroy();
  response.writeHead(200, { 'x-nonce': nonce }).end(nonce);
});
await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
const standIn = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;

writeAssembly(join(directory, 'assembly'));
const model = () => readModel(join(directory, 'assembly'));
const gateway = await serveModel({
  model,
  host: '127.0.0.1',
  port: 0,
  logger: { notice: () => {}, warn: (line) => console.error(line), functionLog: () => {}, accessLog: () => {} },
  standIns: new Map([[BACKEND, standIn]]),
  stateDirectory: join(directory, 'state'),
});

const answers = {
  async sample() {
    // The first collection frees what finalizers of the second hold on to.
    globalThis.gc?.();
    await new Promise(setImmediate);
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    say({ kind: 'sample', heapBytes: heapUsed, residentBytes: rss, handles: process.getActiveResourcesInfo().length });
  },
  reload: () => gateway.reload(model()),
  async close() {
    await gateway.close(1_000);
    backend.closeAllConnections();
    backend.close();
    say({ kind: 'closed' });
    process.disconnect();
  },
} satisfies Record<Asking, () => Promise<unknown>>;

process.on('message', (asking: Asking) => void answers[asking]());
process.once('disconnect', () => setTimeout(() => process.exit(0), 5_000).unref());
say({ kind: 'ready', port: gateway.port });
