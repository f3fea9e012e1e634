import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready } from '../ready-gateway.js';
import type { Report } from '../report.js';
import { mustRun, runCommand, startCommand, stopCommand } from '../run-command.js';
import { initCommand, installTarball } from './init-command.js';

/** `gatewright init` in an empty folder, and everything that it tells its reader to do next. */
export async function checkNewProject(work: string, tarball: string, report: Report): Promise<void> {
  const init = await initCommand(work, tarball);
  const project = join(work, 'corner-shop');
  const run = (command: string, ...args: string[]) => mustRun(command, args, { cwd: project, limitMs: 180_000 });
  await report.attempt('init writes a project and says what to do next', async () => {
    const said = await init('corner-shop');
    for (const next of ['cd corner-shop', 'npm install', 'npm start', 'npm test']) assert.ok(said.includes(next), said);
  });
  await report.attempt('a second init lists all files that are in the way', async () => {
    const files = readdirSync(project).length;
    await assert.rejects(init('corner-shop'), /in the way.*cdk\.json.*gateway\.ts.*package\.json/s);
    assert.equal(readdirSync(project).length, files);
  });
  await installTarball(project, tarball);
  await report.attempt('all its versions are exact', () => exactVersions(project));
  await report.attempt("the project's own npm test passes, and has tests", async () => {
    const said = await run('npm', 'test');
    assert.match(said, /^# pass [1-9]/m);
    assert.match(said, /^# fail 0$/m);
  });
  await report.attempt('its npm test fails where a route is made public', () => failsWhereWrong(project));
  await report.attempt('tsc finds nothing', () => run('npx', 'tsc'));
  await report.attempt('gatewright plan puts all routes on one HTTP API', async () => {
    const { plan } = JSON.parse(await run('npx', 'gatewright', 'plan', '--json'));
    assert.deepEqual([plan.routes.length, plan.apis.map((api: { id: string }) => api.id)], [3, ['http']]);
  });
  await report.attempt('cdk synth makes a stack for staging and one for production', async () => {
    await run('npx', 'cdk', 'synth', '--quiet', '--no-notices');
    for (const stack of ['CornerShopStaging', 'CornerShopProduction'])
      assert.ok(existsSync(join(project, `cdk.out/${stack}.template.json`)), `there is no ${stack}`);
  });
  await report.attempt('gatewright dev serves it', () => serves(project));
}

function exactVersions(project: string): void {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const { gatewright, ...others } = { ...dependencies, ...devDependencies };
  assert.ok(gatewright, 'gatewright is no dependency');
  for (const [name, version] of Object.entries<string>(others)) assert.match(version, /^\d+\.\d+\.\d+$/, name);
}

/** Tests that pass whatever the gateway does would be worse than none. */
async function failsWhereWrong(project: string): Promise<void> {
  const original = readFileSync(join(project, 'gateway.ts'), 'utf8');
  try {
    writeFileSync(join(project, 'gateway.ts'), original.replace(/auth: members.*/, "auth: 'public',"));
    const { code } = await runCommand('npx', ['tsx', '--test', 'test/gateway.test.ts'], {
      cwd: project,
      limitMs: 60_000,
    });
    assert.notEqual(code, 0, 'it passed');
  } finally {
    writeFileSync(join(project, 'gateway.ts'), original);
  }
}

async function serves(project: string): Promise<void> {
  const server = startCommand(join(project, 'node_modules/.bin/gatewright'), ['dev', '--port', '0'], { cwd: project });
  try {
    const { address } = await ready(server);
    const health = await fetch(`${address}/health`);
    assert.deepEqual([health.status, await health.json()], [200, { ok: true }]);
    const refused = await fetch(`${address}/greetings`, { method: 'POST', body: '{}' });
    assert.equal(refused.status, 401);
  } finally {
    await stopCommand(server);
  }
}
