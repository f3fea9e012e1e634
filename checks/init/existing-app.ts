import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../report.js';
import { mustRun } from '../run-command.js';
import { initCommand, installTarball } from './init-command.js';

const cdk = fileURLToPath(new URL('../../node_modules/.bin/cdk', import.meta.url));

/** Only the app's own tests use these, and they are large. */
const LEFT_OUT = ['@swc/core', '@swc/jest', 'jest', '@types/jest'];

interface Written {
  readonly files: readonly string[];
  readonly next: readonly { readonly type: string }[];
}

/** `gatewright init --into` in the app that `cdk init` makes: CommonJS, with a stack of its own. */
export async function checkExistingApp(work: string, tarball: string, report: Report): Promise<void> {
  const init = await initCommand(work, tarball);
  const app = join(work, 'warehouse');
  const run = (command: string, ...args: string[]) => mustRun(command, args, { cwd: app, limitMs: 180_000 });
  await report.attempt('init --into refuses a folder without a CDK app', async () => {
    mkdirSync(app);
    await assert.rejects(init('warehouse', '--into'), /no CDK app in .*no cdk\.json and no package\.json/);
  });
  await run(cdk, 'init', 'app', '--language', 'typescript', '--generate-only');
  const before = stackOf(app);
  const written = await report.attempt('init --into adds files and edits none', async () => {
    const said: Written = JSON.parse(await init('warehouse', '--into', '--json'));
    assert.deepEqual(said.files, ['gateway.ts', 'handlers/hello.ts', 'lib/warehouse-gateway.ts']);
    assert.equal(stackOf(app), before);
    return said;
  });
  const lines = (written?.next ?? []).map(({ type }) => type);
  followAdvice(
    app,
    lines.find((line) => line.startsWith('import ')) ?? '',
    lines.find((line) => line.startsWith('new ')) ?? '',
  );
  await installTarball(app, tarball);
  await report.attempt('tsc finds nothing once the two lines are in the stack', () => run('npx', 'tsc'));
  await report.attempt('gatewright plan finds the spec', async () => {
    const { plan } = JSON.parse(await run('npx', 'gatewright', 'plan', '--json'));
    assert.deepEqual([plan.gateway, plan.routes.length], ['warehouse', 1]);
  });
  await report.attempt("cdk synth puts the gateway into the app's stack", async () => {
    await run('npx', 'cdk', 'synth', '--quiet', '--no-notices');
    const { Resources } = JSON.parse(readFileSync(join(app, 'cdk.out/WarehouseStack.template.json'), 'utf8'));
    const types = Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
    for (const type of ['AWS::ApiGatewayV2::Api', 'AWS::Lambda::Function']) assert.ok(types.includes(type), type);
  });
}

function stackOf(app: string): string {
  return readFileSync(join(app, 'lib/warehouse-stack.ts'), 'utf8');
}

/** Does by hand what `init` printed. */
function followAdvice(app: string, importLine: string, useLine: string): void {
  const edited = `${importLine}\n${stackOf(app).replace('super(scope, id, props);', `super(scope, id, props);\n    ${useLine}`)}`;
  writeFileSync(join(app, 'lib/warehouse-stack.ts'), edited);
  const file = join(app, 'package.json');
  const own = JSON.parse(readFileSync(file, 'utf8'));
  for (const name of LEFT_OUT) delete own.devDependencies[name];
  writeFileSync(file, JSON.stringify(own));
  const settings = join(app, 'tsconfig.json');
  writeFileSync(
    settings,
    readFileSync(settings, 'utf8').replace('"jest",', '').replace('"node_modules",', '"node_modules", "test",'),
  );
}
