import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packTarball } from '../pack-tarball.js';
import { createReport } from '../report.js';
import { mustRun } from '../run-command.js';
import { brokenLinks } from './broken-links.js';
import { callDev } from './call-dev.js';
import { installNewcomer } from './install-newcomer.js';

/** The package as others get it: its tarball, judged by publint and attw, and used in an empty folder. */
const report = createReport();
const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'gatewright-package-'));
try {
  const tarball = await packTarball(work);
  await judge(tarball);
  const project = join(work, 'newcomer');
  await installNewcomer(tarball, root, project);
  await use(project);
} catch (error) {
  report.fail('the check itself', error instanceof Error ? error.message : String(error));
} finally {
  rmSync(work, { recursive: true, force: true });
}
report.finish();

async function judge(tarball: string): Promise<void> {
  await report.attempt('publint finds nothing', async () => {
    const file = readFileSync(tarball);
    const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(file).buffer }, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg as never)),
      [],
    );
  });
  await report.attempt('attw finds nothing: every entry point has types that resolve', () =>
    mustRun(join(root, 'node_modules/.bin/attw'), [tarball, '--profile', 'esm-only'], { cwd: work, limitMs: 120_000 }),
  );
  await report.attempt('the tarball holds no source, test or state', async () => {
    const files = await filesOf(tarball);
    const expected =
      /^(dist\/(bin|lib|lambdas)\/.*\.(js|d\.ts)|templates\/.*|assets\/scalar\/(LICENSE|README\.md|standalone\.js\.gz)|docs\/[a-z]+\.(md|svg)|package\.json|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|LICENSE)$/;
    assert.deepEqual(
      files.filter((file) => !expected.test(file)),
      [],
    );
    assert.ok(files.includes('README.md'), 'there is no README.md');
  });
  await report.attempt('every relative link of its pages leads to a file of it, and to a heading', async () => {
    assert.deepEqual(brokenLinks(root, await filesOf(tarball)), []);
  });
}

async function filesOf(tarball: string): Promise<readonly string[]> {
  const listed = await mustRun('tar', ['--list', '--gzip', '--file', tarball], { limitMs: 30_000 });
  return listed
    .trim()
    .split('\n')
    .map((file) => file.replace(/^package\//, ''));
}

async function use(project: string): Promise<void> {
  const run = (command: string, ...args: string[]) =>
    mustRun(join(project, 'node_modules/.bin', command), args, { cwd: project, limitMs: 120_000 });
  await report.attempt("the newcomer's own tsc finds nothing", () => run('tsc', '--project', '.'));
  await report.attempt('gatewright plan names every route', async () => {
    const plan = await run('gatewright', 'plan');
    for (const path of ['/hello/{name}', '/guestbook', '/lines'])
      assert.ok(plan.includes(path), `no ${path} in\n${plan}`);
  });
  await report.attempt('gatewright plan --json is one JSON document', async () => {
    assert.equal(JSON.parse(await run('gatewright', 'plan', '--json')).plan.routes.length, 3);
  });
  const token = await report.attempt('gatewright token signs a token', async () => {
    const text = (await run('gatewright', 'token')).trim();
    const claims = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());
    assert.equal(claims.iss, 'https://id.newcomer.example/');
    return text;
  });
  await report.attempt('gatewright dev serves public, token and key routes', () => callDev(project, token ?? ''));
  await report.attempt('cdk synth makes both APIs', async () => {
    await run('cdk', 'synth', '--quiet', '--no-notices');
    const { Resources } = JSON.parse(readFileSync(join(project, 'cdk.out/Newcomer.template.json'), 'utf8'));
    const types = Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
    assert.ok(types.includes('AWS::ApiGatewayV2::Api') && types.includes('AWS::ApiGateway::RestApi'));
  });
  await report.attempt('a handler pulls neither CDK nor the AWS SDK into its bundle', () => bundlesNoCdk(project));
}

async function bundlesNoCdk(project: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: ['handlers/sign.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  assert.ok(
    inputs.some((input) => input.includes('node_modules/gatewright/')),
    'the bundle holds nothing of gatewright',
  );
  const infrastructure = /node_modules\/(aws-cdk-lib|constructs|@aws-sdk|@aws-cdk|esbuild)\//;
  assert.deepEqual(
    inputs.filter((input) => infrastructure.test(input)),
    [],
  );
}
