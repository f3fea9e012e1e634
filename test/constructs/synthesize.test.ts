import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import { afterAll, describe, expect, it } from 'vitest';
import { fromUrl, synthesize } from '../../lib/constructs/index.js';
import { type GatewaySpec, gateway, jwt, lambda, route } from '../../lib/spec/index.js';
import { fakeBundler as bundler, bundlerWith } from './support/fake-bundler.js';
import { bound, shop } from './support/specs.js';

const root = mkdtempSync(join(tmpdir(), 'gatewright-synthesize-'));
afterAll(() => rmSync(root, { recursive: true }));
const codeRoot = root;
let outdirs = 0;
const freshOutdir = () => join(root, `out${outdirs++}`);

function templateIn(directory: string, stackName: string): string {
  return readFileSync(join(directory, `${stackName}.template.json`), 'utf8');
}

describe('synthesize', () => {
  it('writes an assembly that holds template and code, and says where', () => {
    const outdir = freshOutdir();
    expect(synthesize(shop, { codeRoot, outdir, bundler })).toBe(outdir);
    const assets = JSON.parse(readFileSync(join(outdir, 'shop.assets.json'), 'utf8'));
    const files = Object.values<{ source: { path: string; packaging: string } }>(assets.files);
    const zips = files.filter(({ source }) => source.packaging === 'zip').map(({ source }) => source.path);
    expect(zips).toHaveLength(4);
    for (const path of zips) expect(readdirSync(join(outdir, path))).toEqual(['index.mjs']);
    expect(JSON.parse(templateIn(outdir, 'shop')).Resources).toHaveProperty('RestApi');
  });

  it('writes the same bytes for the same spec', () => {
    const [first, second] = [freshOutdir(), freshOutdir()];
    synthesize(shop, { codeRoot, outdir: first, bundler });
    synthesize(shop, { codeRoot, outdir: second, bundler });
    expect(templateIn(second, 'shop')).toBe(templateIn(first, 'shop'));
  });

  it('writes code again after the directory was cleared', () => {
    const outdir = freshOutdir();
    synthesize(shop, { codeRoot, outdir, bundler });
    rmSync(outdir, { recursive: true });
    synthesize(shop, { codeRoot, outdir, bundler });
    expect(readdirSync(outdir).filter((name) => name.startsWith('asset.'))).toHaveLength(4);
  });

  it('takes a stack name and bindings', () => {
    const outdir = freshOutdir();
    const backends = { legacy: fromUrl('http://127.0.0.1:9999') };
    synthesize(bound, { codeRoot, outdir, bundler, backends, stackName: 'Mine' });
    expect(templateIn(outdir, 'Mine')).toContain('http://127.0.0.1:9999/legacy/{id}');
  });

  it('writes nothing for a spec with issues', () => {
    const outdir = freshOutdir();
    const broken = { ...shop, name: 'Not A Name' };
    expect(() => synthesize(broken, { codeRoot, outdir, bundler })).toThrow(/has \d+ issue/);
    expect(() => synthesize(bound, { codeRoot, outdir, bundler })).toThrow('BACKEND_NOT_BOUND');
    expect(existsSync(outdir) ? readdirSync(outdir) : []).toEqual([]);
  });

  it('shows edited code under another asset', () => {
    const outdir = freshOutdir();
    synthesize(shop, { codeRoot, outdir, bundler });
    const before = templateIn(outdir, 'shop');
    synthesize(shop, { codeRoot, outdir, bundler: bundlerWith('edited') });
    expect(templateIn(outdir, 'shop')).not.toBe(before);
  });
});

describe('1,000 routes', () => {
  const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
  const spec: GatewaySpec = gateway('large', {
    quotas: { httpRoutes: 1_000 },
    routes: Array.from({ length: 1_000 }, (_, index) =>
      route(`GET /area${index % 40}/things${index}/{id}` as 'GET /{id}', {
        auth: index % 2 ? 'public' : staff.require({ scopes: [`read:${index % 10}`] }),
        to: lambda(`handlers/area${index % 20}.ts`),
      }),
    ),
  });
  const outdir = freshOutdir();
  const millis = (act: () => unknown) => {
    const start = performance.now();
    act();
    return performance.now() - start;
  };
  synthesize(spec, { codeRoot, outdir, bundler });

  it('spend no resource on a route, and half of the megabyte that CloudFormation takes', () => {
    const text = templateIn(outdir, 'large');
    expect(Object.keys(JSON.parse(text).Resources)).toHaveLength(20 * 3 + 1 + 3);
    expect(Buffer.byteLength(text)).toBeLessThan(500_000);
  });

  it('are synthesized again in the time of a few empty apps', () => {
    const empty = Math.min(...Array.from({ length: 5 }, () => millis(synthesizeEmpty)));
    const again = Math.min(
      ...Array.from({ length: 5 }, () => millis(() => synthesize(spec, { codeRoot, outdir, bundler }))),
    );
    console.info(`1,000 routes again: ${again.toFixed(0)} ms; an empty app again: ${empty.toFixed(0)} ms`);
    expect(again).toBeLessThan(1_000);
  });

  function synthesizeEmpty(): void {
    const app = new App({ outdir: freshOutdir(), builtinCloudFormationValidation: false, treeMetadata: false });
    new Stack(app, 'Empty');
    app.synth();
  }
});
