import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rotated } from '../../test/edge/rotated.js';
import { createReport } from '../report.js';
import { type ServedEdge, serveEdge } from './served-edge.js';

/** What an edge is for, seen from outside: what floods, what goes around it, what is kept, what dies behind it. */
const report = createReport();
const work = mkdtempSync(join(tmpdir(), 'gatewright-edge-'));
const SECRET = 'gatewright/us-east-1/Shop/edge-check/origin';
const HEADER = 'x-gatewright-origin';

interface Seen {
  readonly status: number;
  readonly cache: string;
  readonly body: string;
}

async function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
  return { status: answer.status, cache: answer.headers.get('x-cache') ?? '', body: await answer.text() };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function checkCache({ local }: ServedEdge): Promise<void> {
  await report.attempt('a cached route answers the second call from the cache', async () => {
    const [first, second] = [await get(`${local.url}/ticket`), await get(`${local.url}/ticket`)];
    assert.deepEqual([first.status, first.cache], [200, 'Miss from cloudfront']);
    assert.deepEqual([second.status, second.cache, second.body], [200, 'Hit from cloudfront', first.body]);
  });
  await report.attempt('a route without cache answers each call anew', async () => {
    const [first, second] = [await get(`${local.url}/fresh`), await get(`${local.url}/fresh`)];
    assert.notEqual(first.body, second.body);
  });
  await report.attempt('fifty calls at once for one object reach the backend once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => get(`${local.url}/ticket?fresh=1`)));
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
  });
}

async function checkDirectCalls({ direct }: ServedEdge): Promise<void> {
  for (const url of [`${direct.http}/fresh`, `${direct.http}/ticket`, `${direct.rest}/rest`, `${direct.rest}/health`]) {
    const path = url.slice(url.indexOf('execute-api/'));
    await report.attempt(`a call around the edge is refused: ${path.replace(/\/[a-z0-9]{10}\//, '/ID/')}`, async () => {
      assert.equal((await get(url)).status, 403);
      assert.equal((await get(url, { [HEADER]: 'x'.repeat(64) })).status, 403);
    });
  }
}

async function checkFlood({ local }: ServedEdge): Promise<void> {
  await report.attempt('a flood is stopped, and another caller is not', async () => {
    const flood = await Promise.all(
      Array.from({ length: 200 }, () => get(`${local.url}/health`, { 'x-client': 'flood' })),
    );
    const stopped = flood.filter(({ status }) => status === 429);
    assert.ok(stopped.length >= 100, `${stopped.length} of 200 stopped`);
    assert.match(stopped[0]?.body ?? '', /"status":429/);
    assert.equal((await get(`${local.url}/health`, { 'x-client': 'flood' })).status, 429);
    assert.equal((await get(`${local.url}/health`, { 'x-client': 'other' })).status, 200);
  });
}

async function checkRotation({ local, direct }: ServedEdge): Promise<void> {
  const manager = rotated(local, SECRET);
  const first = await manager.value('AWSCURRENT');
  await report.attempt('the secret opens the APIs, and is changed twice under load without a failed call', async () => {
    assert.equal((await get(`${direct.http}/fresh`, { [HEADER]: first })).status, 200);
    let isOver = false;
    const load = ['/fresh', '/rest', '/health'].map(async (path) => {
      const statuses: number[] = [];
      while (!isOver) statuses.push((await get(local.url + path)).status);
      return statuses;
    });
    await manager.rotate(SECRET);
    await manager.rotate(SECRET).finally(() => {
      isOver = true;
    });
    const statuses = (await Promise.all(load)).flat();
    assert.ok(statuses.length > 100, `${statuses.length} calls`);
    assert.deepEqual(
      statuses.filter((status) => status !== 200),
      [],
    );
    report.note(`${statuses.length} calls meanwhile, all of them answered`);
  });
  await report.attempt('the secret before the last opens nothing any more', async () => {
    await pause(700);
    assert.equal((await get(`${direct.http}/fresh`, { [HEADER]: first })).status, 403);
    assert.equal((await get(`${direct.rest}/rest`, { [HEADER]: first })).status, 403);
  });
}

async function checkDeadBackend({ local, catalogue }: ServedEdge): Promise<void> {
  await report.attempt('an old answer is sent where the backend is dead, and none where there is none', async () => {
    const alive = await get(`${local.url}/catalogue/1`);
    assert.equal(alive.status, 200);
    catalogue.stop();
    await pause(1_200);
    const stale = await get(`${local.url}/catalogue/1`);
    assert.deepEqual([stale.status, stale.body], [200, alive.body]);
    report.note(`x-cache: ${stale.cache}`);
    assert.ok((await get(`${local.url}/catalogue/2`)).status >= 500);
  });
}

try {
  const edge = await serveEdge(work);
  try {
    for (const check of [checkCache, checkDirectCalls, checkFlood, checkRotation, checkDeadBackend]) await check(edge);
  } finally {
    await edge.close();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
report.finish();
