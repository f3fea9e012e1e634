import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appSource, assemblySource } from '../../../lib/cli/dev/app-source.js';
import { makeProject, type Project } from '../../cli/fixtures/project.js';
import { type Session, startSession } from '../../cli/fixtures/session.js';

const GATEWAY = `
import { apiKey, gateway, jwt, lambda, reply, route, usagePlan } from 'gatewright';
const readers = jwt('readers', { issuer: 'https://id.example/', audience: 'a' });
const shops = apiKey('shops', { plans: [usagePlan('small', { ratePerSecond: 50, burst: 90 })] });
export const album = route('GET /albums/{id}', { auth: 'public', to: lambda('album.ts') });
export default gateway('shelves', { split: { from: ['/a', '/b', '/c', '/d'] }, routes: [
  album,
  route('GET /books/{id}', { auth: readers, to: lambda('who.ts') }),
  route('POST /books', { auth: readers.require({ scopes: ['books:write'] }), api: 'rest', to: lambda('who.ts') }),
  route('GET /covers/{id}', { auth: shops, to: lambda('who.ts') }),
  route('GET /discs/{id}', { auth: shops, to: lambda('who.ts') }),
  route('GET /', { auth: 'public', to: reply(200, { shelves: 4 }) }),
] });`;
const ALBUM = `
import { album } from './gateway.js';
export const handler = album.handle(({ params }) => ({ status: 200, body: 'album ' + params.id }));`;
const WHO = 'export const handler = async ({ path, rawPath = path }) => ({ statusCode: 200, body: rawPath });';

const state = mkdtempSync(join(tmpdir(), 'gatewright-parts-dev-'));
let project: Project;
let running: Session;
beforeAll(async () => {
  project = makeProject({ 'gateway.ts': GATEWAY, 'album.ts': ALBUM, 'who.ts': WHO });
  running = await startSession(appSource(project.path('gateway.ts')), state);
}, 60_000);
afterAll(async () => {
  await running?.close();
  project.remove();
  rmSync(state, { recursive: true, force: true });
});

/** The printed curl lines, each with what a shell got by it. */
async function pasted(printed: string): Promise<readonly string[]> {
  const lines = printed.split('\n').flatMap((line) => /^\s*(curl .*)$/.exec(line)?.[1] ?? []);
  const run = promisify(execFile);
  const runs = lines.map((line) => run('sh', ['-c', `${line} -s -w ' %{http_code}'`]));
  return (await Promise.all(runs)).map(({ stdout }) => stdout);
}

const ANSWERS = ['album id 200', '/books/id 200', '/books 200', '/covers/id 200', '/discs/id 200', '{"shelves":4} 200'];

describe('gatewright dev, of a gateway in parts', () => {
  it('prints its routes as the spec has them, with lines that work as pasted', async () => {
    const paths = running
      .printed()
      .match(/^ +(GET|POST) +\/\S*/gm)
      ?.map((line) => line.trim().replace(/ +/, ' '));
    expect(paths).toEqual([
      'GET /albums/{id}',
      'GET /books/{id}',
      'POST /books',
      'GET /covers/{id}',
      'GET /discs/{id}',
      'GET /',
    ]);
    expect(await pasted(running.printed())).toEqual(ANSWERS);
  });

  it('serves it anew after a change of one part', async () => {
    project.write('album.ts', ALBUM.replace("'album '", "'record '"));
    await running.rebuild();
    const answer = await fetch(`${running.url}/albums/7`);
    expect(await answer.text()).toBe('record 7');
    expect((await fetch(`${running.url}/`)).status).toBe(200);
    project.write('album.ts', ALBUM);
    await running.rebuild();
  });

  it('prints those of its templates too, where nothing else is known', async () => {
    const assembly = project.entries().find((name) => name.endsWith('shelves.template.json')) ?? '';
    const other = await startSession(assemblySource(join(project.path(assembly), '..')), `${state}/other`);
    const answers = await pasted(other.printed());
    await other.close();
    // Nobody knows here what tokens the function that checks them takes.
    const [refused, open] = [answers.filter(isRefused), answers.filter((answer) => !isRefused(answer))];
    expect(open.sort()).toEqual(ANSWERS.filter((answer) => answer !== '/books 200').sort());
    expect(refused).toHaveLength(1);
  });
});

const isRefused = (answer: string) => answer.endsWith(' 401');
