import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import autocannon from 'autocannon';
import { compiled, workbench, writeHandlers } from './compile.js';
import { startServer } from './processes.js';
import { median, report } from './report.js';

const ROOT = resolve(import.meta.dirname, '..');
const RUNS = 3;

const SPEC = `import { gateway, lambda, route, reply } from 'gatewright';
export default gateway('bench', { routes: [
  route('GET /http/{id}', { auth: 'public', to: lambda('handlers/handler0.ts') }),
  route('GET /rest/{id}', { auth: 'public', api: 'rest', to: lambda('handlers/handler0.ts') }),
] });`;

/** Requests a second on a Lambda-proxy route with all of the semantics on, against bare node:http; the same load for both. */
export async function benchLocalGateway(): Promise<void> {
  const bench = workbench();
  try {
    writeHandlers(bench.directory, 1);
    writeFileSync(join(bench.directory, 'gateway.ts'), SPEC);
    const dev = [
      join(ROOT, 'dist/bin/gatewright.js'),
      'dev',
      '--app',
      join(bench.directory, 'gateway.ts'),
      '--port',
      '0',
      '--no-watch',
      '--quiet',
    ];
    await withServer([compiled(bench, 'apps/bare-server.ts')], (bare) =>
      withServer(dev, (gateway) => compare(bare, gateway)),
    );
  } finally {
    bench.remove();
  }
}

export async function withServer(args: readonly string[], use: (url: string) => Promise<void>): Promise<void> {
  const server = await startServer(args, ROOT);
  try {
    await use(server.url);
  } finally {
    await server.stop();
  }
}

async function compare(bare: string, gateway: string): Promise<void> {
  const rates = { bare: [] as number[], http: [] as number[], rest: [] as number[] };
  for (let run = 0; run <= RUNS; run++) {
    const measured = {
      bare: await requestsPerSecond(`${bare}/`),
      http: await requestsPerSecond(`${gateway}/http/1`),
      rest: await requestsPerSecond(`${gateway}/rest/1`),
    };
    if (run > 0) for (const name of ['bare', 'http', 'rest'] as const) rates[name].push(measured[name]);
  }
  const baseline = median(rates.bare);
  report({
    name: 'Lambda proxy on an HTTP API',
    value: median(rates.http),
    unit: 'requests/s',
    baseline,
    against: 'a bare node:http server',
  });
  report({
    name: 'Lambda proxy on a REST API',
    value: median(rates.rest),
    unit: 'requests/s',
    baseline,
    against: 'a bare node:http server',
  });
}

export async function requestsPerSecond(url: string, seconds = 4): Promise<number> {
  const result = await autocannon({ url, connections: 32, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} requests failed`);
  return result.requests.average;
}
