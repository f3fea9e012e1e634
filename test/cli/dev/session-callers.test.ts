import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appSource } from '../../../lib/cli/dev/app-source.js';
import { makeProject, type Project } from '../fixtures/project.js';
import { type Session, startSession } from '../fixtures/session.js';

const state = mkdtempSync(join(tmpdir(), 'gatewright-callers-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

const session = (source: Parameters<typeof startSession>[0]) => startSession(source, state);

describe('schemes of every kind', () => {
  const ALGORITHMS = ['RS384', 'PS256', 'ES256', 'ES512', 'EdDSA'];
  let project: Project;
  let running: Session;
  beforeAll(async () => {
    project = makeProject({
      'gateway.ts': `
import { gateway, jwt, lambda, route } from 'gatewright';
const issuer = 'https://id.example/';
const access = jwt('access', { issuer, audience: 'a', jwksUri: 'https://keys.example/set', tokenType: 'at+jwt' });
export const who = route('GET /who', { auth: access.require({ claims: { tier: { equals: 7 } } }), to: lambda('who.ts') });
export default gateway('kinds', { routes: [who, ...['http', 'rest'].flatMap((api) => ${JSON.stringify(ALGORITHMS)}.map((alg) =>
  route('GET /' + api + '/' + alg, {
    auth: jwt(alg.toLowerCase(), { issuer, audience: 'a', algorithms: [alg] }).require({ scopes: { allOf: ['r', 'w'] } }),
    to: lambda('who.ts'), api,
  }))) ] });`,
      'who.ts':
        'export const handler = async ({ requestContext: { authorizer: a } }) => ({ statusCode: 200, body: JSON.parse((a.lambda ?? a).claims).sub });',
    });
    running = await session(appSource(project.path('gateway.ts')));
  });
  afterAll(async () => {
    await running.close();
    project.remove();
  });

  it('have curl lines that work as pasted', async () => {
    const lines = running
      .printed()
      .split('\n')
      .flatMap((line) => /^\s*(curl .*)$/.exec(line)?.[1] ?? []);
    const run = promisify(execFile);
    const runs = lines.map((line) => run('sh', ['-c', `${line} -s`]));
    expect(lines).toHaveLength(1 + 2 * ALGORITHMS.length);
    for (const { stdout } of await Promise.all(runs)) expect(stdout).toBe('local-user');
  });
});

describe('a browser', () => {
  const SHOP = 'https://shop.example';
  let project: Project;
  let running: Session;
  beforeAll(async () => {
    project = makeProject({
      'gateway.ts': `
import { gateway, lambda, reply, route } from 'gatewright';
export const hello = route('GET /hello', { auth: 'public', api: 'rest', to: lambda('hello.ts') });
export default gateway('browsed', { cors: { origins: ['${SHOP}', 'https://other.example'] }, routes: [
  hello,
  route('GET /fixed', { auth: 'public', to: reply(200, 'fixed') }),
  route('GET /http', { auth: 'public', to: lambda('hello.ts') }),
] });`,
      'hello.ts':
        "import { hello } from './gateway.js';\nexport const handler = hello.handle(() => ({ status: 200, body: 'hello' }));",
    });
    running = await session(appSource(project.path('gateway.ts')));
  });
  afterAll(async () => {
    await running.close();
    project.remove();
  });

  it.each([
    ['/hello', SHOP, SHOP],
    ['/fixed', SHOP, SHOP],
    ['/http', SHOP, SHOP],
    ['/hello', 'https://evil.example', null],
    ['/fixed', 'https://evil.example', null],
    ['/http', 'https://evil.example', null],
  ])('may read %s from %s: %s', async (path, origin, allowed) => {
    const response = await fetch(`${running.url}${path}`, { headers: { origin } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, allowed]);
    expect(response.headers.get('vary') ?? 'Origin').toMatch(/origin/i);
  });
});
