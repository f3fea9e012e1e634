import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { bundledCommand } from './fixtures/bundled-command.js';
import { makeProject } from './fixtures/project.js';

const project = makeProject({
  'gateway.ts': `
import { gateway, reply, route } from 'gatewright';
const routes = Array.from({ length: 200 }, (_, index) =>
  route(\`GET /route-\${index}\` as 'GET /route', { auth: 'public', to: reply(200, index) }));
export default gateway('long', { routes });`,
  'never.ts': 'await new Promise(() => {});\nexport default 1;',
  'never-app.ts': "import { App } from 'aws-cdk-lib/core';\nawait new Promise(() => {});\nnew App();",
});
afterAll(project.remove);
const command = bundledCommand(project.path('package'));

interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** By a shell: Node's own pipes to a child are sockets. */
async function shell(script: string): Promise<Ended> {
  const child = spawn('sh', ['-c', script, 'sh', process.execPath, command], { cwd: project.root });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await ended, out, err };
}

describe('a pipe that closes early', () => {
  it('is more than a pipe holds', async () => {
    const whole = await shell('"$1" "$2" plan --json');
    expect(whole).toMatchObject({ exitCode: 0, err: '' });
    expect(whole.out.length).toBeGreaterThan(2 * 65_536);
  });

  it.each([
    ['stdout', '{ "$1" "$2" plan --json; echo "exit $?" >&2; } | head -c 100', 'exit 0\n'],
    ['stderr', '{ { "$1" "$2" plan --nothing 2>&1 >&3; echo "exit $?" >&3; } | true; } 3>&2', 'exit 2\n'],
  ])('ends %s quietly, with the exit code of what was asked', async (_, script, err) => {
    expect((await shell(script)).err).toBe(err);
  });
});

it('a disk that is full is said in one line, and is a failure', async () => {
  expect(await shell('"$1" "$2" plan --json > /dev/full')).toMatchObject({
    exitCode: 1,
    err: 'gatewright: what it printed could not be written: ENOSPC\n',
  });
});

describe('a module with an await that is never settled', () => {
  it.each([
    ['plan', 'plan never.ts', 'never.ts'],
    ['dev', 'dev --port 0 --app never.ts', 'never.ts'],
    ['dev of a CDK app', 'dev --port 0 --app never-app.ts', 'never-app.ts'],
  ])('is named by %s', async (_, args, name) => {
    expect(await shell(`"$1" "$2" ${args}`)).toEqual({
      exitCode: 1,
      out: '',
      err: `gatewright: ${name} never finishes loading: an await in it is never settled\n`,
    });
  });
});
