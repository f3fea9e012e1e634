import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../fixtures/run-cli.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-init-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string) => join(folder, path);
const read = (path: string) => readFileSync(at(path), 'utf8');
const entries = (path = '') => readdirSync(at(path), { recursive: true, encoding: 'utf8' }).sort();
const put = (path: string, text: string) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};

const NEW_FILES = [
  '.github/workflows/deploy.yml',
  '.gitignore',
  'README.md',
  'bin/app.ts',
  'cdk.json',
  'gateway.ts',
  'handlers/greet.ts',
  'handlers/health.ts',
  'handlers/send-greeting.ts',
  'package.json',
  'test/gateway.test.ts',
  'test/http-event.ts',
  'tsconfig.json',
];

describe('gatewright init', () => {
  it('writes a project and says what to do next', async () => {
    const run = await runCli('init', at('tea-shop'));
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    for (const file of NEW_FILES) expect(read(join('tea-shop', file))).not.toBe('');
    expect(run.out).toMatch(/tea-shop is ready.*gateway\.ts.*npm install.*npm start.*npm test.*TeaShopStaging/s);
  });

  it('puts the name where names are, and leaves no word of the template', async () => {
    await runCli('init', at('tea-shop'));
    for (const file of NEW_FILES) expect(read(join('tea-shop', file)), file).not.toMatch(/my-gateway|MyGateway/);
    expect(read('tea-shop/gateway.ts')).toContain("gateway('tea-shop'");
    expect(read('tea-shop/bin/app.ts')).toContain("'TeaShopProduction'");
    expect(read('tea-shop/.github/workflows/deploy.yml')).toContain('STAGING_STACK: TeaShopStaging');
  });

  it('names exact versions, those that this release was tested with', async () => {
    await runCli('init', at('tea-shop'));
    const made = JSON.parse(read('tea-shop/package.json'));
    const own = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(made).toMatchObject({ name: 'tea-shop', private: true, type: 'module', engines: own.engines });
    expect(made.dependencies).toEqual({ gatewright: own.version, zod: own.devDependencies.zod });
    expect(made.devDependencies['aws-cdk-lib']).toBe(own.devDependencies['aws-cdk-lib']);
    for (const version of Object.values({ ...made.dependencies, ...made.devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('keeps what is in the folder already', async () => {
    put('shop/notes.txt', 'tea');
    put('shop/handlers/old.ts', 'export {};');
    expect(await runCli('init', at('shop'))).toMatchObject({ exitCode: 0 });
    expect([read('shop/notes.txt'), read('shop/handlers/old.ts')]).toEqual(['tea', 'export {};']);
    expect(entries('shop')).toEqual(expect.arrayContaining(['handlers/greet.ts', 'gateway.ts']));
    expect(entries('shop').filter((name) => name.startsWith('.gatewright'))).toEqual([]);
  });

  it('refuses to overwrite, names everything in the way at once, and writes nothing', async () => {
    put('shop/gateway.ts', 'mine');
    put('shop/test/gateway.test.ts', 'mine too');
    put('shop/.gitignore', 'mine as well');
    const before = entries();
    const run = await runCli('init', at('shop'));
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    expect(run.err).toMatch(/these 3 are in the way\n {2}\.gitignore\n {2}gateway\.ts\n {2}test\/gateway\.test\.ts$/);
    expect(entries()).toEqual(before);
    expect(read('shop/gateway.ts')).toBe('mine');
  });

  it.each<[string, () => void, RegExp]>([
    ['a file where a folder has to be', () => put('shop/handlers', 'a file'), /in the way\n {2}handlers\n?/],
    ['a file for the project itself', () => put('shop', 'a file'), /in the way\n {2}\./],
    [
      'a link that leads out of the project',
      () => {
        mkdirSync(at('shop'));
        mkdirSync(at('elsewhere'));
        symlinkSync(at('elsewhere'), at('shop/bin'));
      },
      /in the way\n {2}bin/,
    ],
    [
      'a link to nowhere',
      () => {
        mkdirSync(at('shop'));
        symlinkSync(at('nowhere'), at('shop/cdk.json'));
      },
      /in the way\n {2}cdk\.json/,
    ],
  ])('refuses %s', async (_, prepare, message) => {
    prepare();
    const before = entries();
    const run = await runCli('init', at('shop'));
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    expect(run.err).toMatch(message);
    expect(entries()).toEqual(before);
  });

  it.each(['', 'Shop', '1shop', 'shop_two', '-shop', 'shop-', 'a--b', '../shop', 'shop x', 'ä', 'x'.repeat(64)])(
    'refuses the name %j and writes nothing',
    async (name) => {
      const run = await runCli('init', at('shop'), '--name', name);
      expect(run).toMatchObject({ exitCode: 2, out: '' });
      expect(run.err).toMatch(/1 to 63 lower-case letters/);
      expect(entries()).toEqual([]);
    },
  );

  it('asks for a name where the folder cannot give one', async () => {
    const run = await runCli('init', at('My Shop'));
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toContain('choose one with --name');
    expect(await runCli('init', at('My Shop'), '--name', 'x'.repeat(63))).toMatchObject({ exitCode: 0 });
  });

  it('quotes the folder in the line to paste', async () => {
    const run = await runCli('init', at("it's mine"), '--name', 'shop');
    expect(run.out).toContain("it'\\''s mine'");
  });

  it('reports as one JSON document', async () => {
    const run = await runCli('init', at('shop'), '--name', 'tea', '--json');
    const report = JSON.parse(run.out);
    expect(report).toMatchObject({ kind: 'new-project', name: 'tea', directory: at('shop'), files: NEW_FILES });
    expect(report.next.map(({ type }: { type: string }) => type)).toContain('npm start');
  });

  it('prints nothing on stdout with --json where it fails', async () => {
    put('shop/gateway.ts', 'mine');
    expect(await runCli('init', at('shop'), '--json')).toMatchObject({ exitCode: 1, out: '' });
  });
});

describe('gatewright init --into', () => {
  const app = (type: 'module' | 'commonjs') => {
    put('depot/package.json', JSON.stringify({ name: 'depot', type }));
    put('depot/cdk.json', JSON.stringify({ app: 'node bin/app.js' }));
    put('depot/lib/depot-stack.ts', 'export class DepotStack {}');
  };

  it.each([
    ['module', "'../gateway.js'", "import { DepotGateway } from './depot-gateway.js';"],
    ['commonjs', "'../gateway'", "import { DepotGateway } from './depot-gateway';"],
  ] as const)('adds files to an app of type %s, with the imports that it takes', async (type, imported, line) => {
    app(type);
    const run = await runCli('init', at('depot'), '--into');
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(read('depot/lib/depot-gateway.ts')).toContain(`from ${imported}`);
    expect(read('depot/handlers/hello.ts')).toContain(`from ${imported}`);
    expect(run.out).toContain(line);
    expect(run.out).toContain("new DepotGateway(this, 'DepotGateway');");
  });

  it('edits nothing', async () => {
    app('module');
    await runCli('init', at('depot'), '--into');
    expect(read('depot/lib/depot-stack.ts')).toBe('export class DepotStack {}');
    expect(JSON.parse(read('depot/package.json'))).toEqual({ name: 'depot', type: 'module' });
    expect(entries('depot')).toEqual(
      [
        'cdk.json',
        'gateway.ts',
        'handlers',
        'handlers/hello.ts',
        'lib',
        'lib/depot-gateway.ts',
        'lib/depot-stack.ts',
        'package.json',
      ].sort(),
    );
  });

  it('does not say gateway twice', async () => {
    app('module');
    await runCli('init', at('depot'), '--into', '--name', 'front-gateway');
    expect(read('depot/lib/front-gateway.ts')).toContain('export class FrontGateway extends');
  });

  it('refuses to overwrite', async () => {
    app('module');
    put('depot/gateway.ts', 'mine');
    put('depot/lib/depot-gateway.ts', 'mine');
    const run = await runCli('init', at('depot'), '--into');
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    expect(run.err).toMatch(/these 2 are in the way\n {2}gateway\.ts\n {2}lib\/depot-gateway\.ts$/);
    expect(entries('depot')).not.toContain('handlers');
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['an empty folder', {}, /no CDK app in .*no cdk\.json and no package\.json/],
    ['a package that is no CDK app', { 'package.json': '{}' }, /there is no cdk\.json\./],
    ['a package.json that is no JSON', { 'package.json': '{', 'cdk.json': '{}' }, /package\.json is no JSON/],
  ])('refuses %s', async (_, files, message) => {
    mkdirSync(at('depot'));
    for (const [name, text] of Object.entries(files)) put(`depot/${name}`, text);
    const run = await runCli('init', at('depot'), '--into');
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    expect(run.err).toMatch(message);
    expect(entries('depot')).toEqual(Object.keys(files).sort());
  });
});
