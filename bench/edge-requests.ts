import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join, resolve } from 'node:path';
import { workbench, writeHandlers } from './compile.js';
import { requestsPerSecond, withServer } from './local-gateway.js';
import { median, percentile, report } from './report.js';

const ROOT = resolve(import.meta.dirname, '..');
const RUNS = 2;
const SECONDS = 2;
const REQUESTS = 400;

const specOf = (routes: string, settings: string) => `import { gateway, lambda, route } from 'gatewright';
const to = lambda('handlers/handler0.ts');
export default gateway('bench', { ${settings} routes: [route('GET /fresh/{id}', { auth: 'public', to }), ${routes}] });`;

const EDGE = specOf("route('GET /cached/{id}', { auth: 'public', to, cache: { ttlSeconds: 3_600 } })", 'edge: {},');
const PLAIN = specOf('', '');

/** What a request to the local gateway takes: from the cache of its edge against past it, and past it against no edge. */
export async function benchEdgeRequests(): Promise<void> {
  const bench = workbench();
  try {
    const dev = (name: string, spec: string) => devOf(join(bench.directory, name), spec);
    await withServer(dev('edge', EDGE), (edge) =>
      withServer(dev('plain', PLAIN), async (plain) => {
        const urls = { cached: `${edge}/cached/1`, fresh: `${edge}/fresh/1`, plain: `${plain}/fresh/1` };
        const { cached, fresh, plain: without } = await measured(urls);
        compare('cached answer of an edge', cached, fresh, 'the same route uncached');
        compare('uncached answer through an edge', fresh, without, 'the same gateway without an edge');
      }),
    );
  } finally {
    bench.remove();
  }
}

function devOf(directory: string, spec: string): readonly string[] {
  mkdirSync(directory);
  writeHandlers(directory, 1);
  const app = join(directory, 'gateway.ts');
  writeFileSync(app, spec);
  return [join(ROOT, 'dist/bin/gatewright.js'), 'dev', '--app', app, '--port', '0', '--no-watch', '--quiet'];
}

interface Measured {
  readonly rates: number[];
  /** Of requests one after the other. */
  readonly times: number[];
}

/** All by turns, so that what else the machine does falls on each; the first turn warms up. */
async function measured<Name extends string>(urls: Readonly<Record<Name, string>>): Promise<Record<Name, Measured>> {
  const names = Object.keys(urls) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, { rates: [], times: [] }])) as unknown as Record<
    Name,
    Measured
  >;
  for (let run = 0; run <= RUNS; run++) {
    for (const name of names) {
      const rate = await requestsPerSecond(urls[name], SECONDS);
      const times = await milliseconds(urls[name]);
      if (run === 0) continue;
      results[name].rates.push(rate);
      results[name].times.push(...times);
    }
  }
  return results;
}

async function milliseconds(url: string): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let index = 0; index < REQUESTS; index += 1) {
    const started = performance.now();
    await answered(url, agent);
    times.push(performance.now() - started);
  }
  agent.destroy();
  return times;
}

function answered(url: string, agent: Agent): Promise<void> {
  return new Promise((done, failed) => {
    const sent = request(url, { agent }, (response) => {
      if (response.statusCode !== 200) failed(new Error(`${url}: ${response.statusCode}`));
      response.on('end', done).on('error', failed).resume();
    });
    sent.on('error', failed).end();
  });
}

function compare(name: string, ours: Measured, theirs: Measured, against: string): void {
  report({ name, value: median(ours.rates), unit: 'requests/s', baseline: median(theirs.rates), against });
  for (const percent of [50, 99]) {
    const [value, baseline] = [percentile(ours.times, percent), percentile(theirs.times, percent)];
    report({ name: `${name}, p${percent}`, value, unit: 'ms', baseline, against });
  }
}
