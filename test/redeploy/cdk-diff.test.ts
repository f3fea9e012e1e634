import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { afterAll, describe, expect, it } from 'vitest';
import { GatewayStack } from '../../lib/constructs/index.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import { everything } from '../fixtures/gateways/everything-on.js';
import { standInBundler } from '../fixtures/stand-in-bundler.js';

const work = mkdtempSync(join(tmpdir(), 'gatewright-diff-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const cdk = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');
const before: GatewaySpec = everything;
const after: GatewaySpec = {
  ...everything,
  description: 'Another library',
  throttle: { ratePerSecond: 5, burst: 6 },
  cors: { origins: ['https://other.example'] },
  logRetentionDays: 7,
  tracing: false,
  routes: everything.routes.slice(1),
};

function assemblyOf(spec: GatewaySpec, name: string): string {
  const outdir = join(work, name);
  const app = new App({ outdir, builtinCloudFormationValidation: false, analyticsReporting: false });
  new GatewayStack<GatewaySpec>(app, 'Library', { gateway: spec, bundler: standInBundler(`${outdir}-code`) } as never);
  app.synth();
  return outdir;
}

/** What `cdk diff` says of one assembly against the template of another; without an account. */
function diff(from: string, to: string): Promise<{ readonly differs: boolean; readonly text: string }> {
  const args = [
    'diff',
    'Library',
    '--app',
    to,
    '--template',
    join(from, 'Library.template.json'),
    '--fail',
    '--no-color',
  ];
  const env = { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', HOME: work };
  return new Promise((resolve, reject) =>
    execFile(process.execPath, [cdk, ...args, '--no-notices'], { env, cwd: work }, (error, stdout, stderr) => {
      const text = stdout + stderr;
      if (error && !text.includes('Number of stacks with differences: 1')) reject(new Error(text));
      else resolve({ differs: error !== null, text });
    }),
  );
}

const replacedIn = (text: string) =>
  text.split('\n').filter((line) => /^\[~\] .*\b(replaced?|may be replaced|requires replacement)\b/.test(line));

describe('cdk diff', { timeout: 60_000 }, () => {
  const [a, b] = [assemblyOf(before, 'a'), assemblyOf(after, 'b')];

  it('sees nothing where a spec changed and changed back', async () => {
    const { differs, text } = await diff(a, assemblyOf({ ...before }, 'a-again'));
    expect(text).toContain('There were no differences');
    expect(differs).toBe(false);
  });

  it('sees changes, and nothing that stays replaced', async () => {
    const { differs, text } = await diff(a, b);
    expect(differs).toBe(true);
    expect(text).toContain('AWS::ApiGateway::RestApi');
    expect(replacedIn(text)).toEqual([]);
  });

  it('sees a stage of another name replaced, so that the others have something to fail', async () => {
    const { text } = await diff(a, assemblyOf({ ...before, stage: 'v3' }, 'c'));
    expect(replacedIn(text).join()).toContain('AWS::ApiGateway::Stage');
  });
});
