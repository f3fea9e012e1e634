import { join, resolve } from 'node:path';
import { compiled, workbench } from './compile.js';
import { startServer } from './processes.js';
import { median, report } from './report.js';

const ROOT = resolve(import.meta.dirname, '..');
const RUNS = 5;

/** From the start of the process to the line that says ready: the example against a bare node:http server. */
export async function benchStart(): Promise<void> {
  const bench = workbench();
  try {
    const bare = [compiled(bench, 'apps/bare-server.ts')];
    const dev = [
      join(ROOT, 'dist/bin/gatewright.js'),
      'dev',
      '--app',
      'examples/bookshop/gateway.ts',
      '--port',
      '0',
      '--no-watch',
    ];
    const times = { bare: [] as number[], dev: [] as number[] };
    for (let run = 0; run < RUNS; run++) {
      times.bare.push(await readyMs(bare));
      times.dev.push(await readyMs(dev));
    }
    report({
      name: 'start of gatewright dev on the example',
      value: median(times.dev),
      unit: 'ms',
      baseline: median(times.bare),
      against: 'a bare node:http server',
    });
  } finally {
    bench.remove();
  }
}

async function readyMs(args: readonly string[]): Promise<number> {
  const server = await startServer(args, ROOT);
  await server.stop();
  return server.readyMs;
}
