import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createReport } from '../report.js';
import type { Sample } from './gateway-process.js';
import { hangUp, load, type Route } from './load.js';
import { trendOf } from './slope.js';
import { startWatchedGateway, type WatchedGateway } from './watched-gateway.js';

/**
 * The local gateway under load for as long as it is told to, with functions that fail, are slow, die, and say nonsense,
 * a backend and callers that hang up, and reloads: `npm run check:soak -- --minutes 10`. Every answer is the request's
 * own, and the heap does not grow.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' } } });
const seconds = Number(values.minutes) * 60;
if (!(seconds >= 30)) throw new RangeError('--minutes is a number, half a minute at least');

/** What the lines through the samples may gain, whatever the time: a leak gains more the longer it lasts. */
const MAX_GAIN = { heapBytes: 6 * 2 ** 20, residentBytes: 128 * 2 ** 20, handles: 40 } as const;
const WARM_UP = 0.3;
const SAMPLE_EVERY_MS = 1_500;
/** A generation that a reload retires stays for half a minute at most. */
const RELOAD_EVERY_MS = 15_000;

const both = (route: Omit<Route, 'path'> & { readonly name: string }): readonly Route[] =>
  ['rest', 'http'].map((api) => ({ ...route, path: `/${api}/${route.name}` }));
const routes: readonly Route[] = [
  ...both({ name: 'good', connections: 8, tells: [200], refuses: [] }),
  ...both({ name: 'echoing', connections: 4, method: 'POST', tells: [200], refuses: [] }),
  ...both({ name: 'heavy', connections: 1, tells: [200], refuses: [] }),
  ...both({ name: 'slow', connections: 6, tells: [200], refuses: [] }),
  ...both({ name: 'failing', connections: 2, tells: [], refuses: [500, 502] }),
  ...both({ name: 'dying', connections: 1, ratePerSecond: 2, tells: [], refuses: [500, 502] }),
  ...both({ name: 'crashing', connections: 1, ratePerSecond: 2, tells: [], refuses: [500, 502] }),
  ...both({ name: 'late', connections: 2, tells: [], refuses: [500, 502, 503, 504] }),
  ...both({ name: 'babbling', connections: 2, tells: [], refuses: [500, 502] }),
  ...both({ name: 'backend', connections: 2, tells: [200], refuses: [500, 502, 503, 504] }),
  { path: '/rest/mock', connections: 4, tells: [200], refuses: [] },
];

const report = createReport();
const directory = mkdtempSync(join(tmpdir(), 'gatewright-soak-'));
try {
  const gateway = await startWatchedGateway(directory);
  const url = `http://127.0.0.1:${gateway.port}`;
  const sampled = watch(gateway);
  const [callers, ...answered] = await Promise.all([
    hangUp(gateway.port, seconds),
    ...routes.map((route) => load(url, route, seconds)),
  ]);
  for (const { path, answers, byStatus, wrong, broken } of answered) {
    const statuses = [...byStatus].map(([status, count]) => `${count} of ${status}`).join(', ');
    const lost = broken > 0 ? [`${broken} requests were not answered`] : [];
    const none = answers === 0 ? ['nothing was answered'] : [];
    report.expect(`${path}: ${statuses}`, [...wrong, ...lost, ...none]);
  }
  report.note(`${callers} callers hung up`);
  reportTrends(await sampled);
  const { code, errors } = await gateway.close();
  report.expect(
    'the gateway closes, and its process ends by itself',
    code === 0 ? errors : `it ended with ${code}\n${errors}`,
  );
} catch (error) {
  report.fail('the check itself', error instanceof Error ? (error.stack ?? error.message) : String(error));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
report.finish();

type TimedSample = Sample & { readonly atMs: number };

async function watch(gateway: WatchedGateway): Promise<readonly TimedSample[]> {
  const samples: TimedSample[] = [];
  const startMs = performance.now();
  let reloads = 1;
  for (;;) {
    await pause(SAMPLE_EVERY_MS);
    const atMs = performance.now() - startMs;
    if (atMs > seconds * 1_000 - SAMPLE_EVERY_MS) return samples;
    samples.push({ ...(await gateway.sample()), atMs });
    if (atMs > reloads * RELOAD_EVERY_MS) {
      reloads += 1;
      gateway.reload();
    }
  }
}

function reportTrends(samples: readonly TimedSample[]): void {
  const warm = samples.filter(({ atMs }) => atMs > seconds * 1_000 * WARM_UP);
  report.expect('there are samples enough for a line', warm.length >= 8 ? '' : `${warm.length} samples`);
  for (const [name, most] of Object.entries(MAX_GAIN)) {
    const points = warm.map((sample) => ({ atMs: sample.atMs, value: sample[name as keyof typeof MAX_GAIN] }));
    const { perMinute, gained } = trendOf(points);
    const [first = 0, last = 0] = [points[0]?.value, points.at(-1)?.value];
    const text = `${round(first)} to ${round(last)}, ${round(perMinute)} a minute, ${round(gained)} in all, at most ${most}`;
    report.expect(`${name}: ${text}`, gained > most ? `it gained ${round(gained)}` : '');
  }
}

function round(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
