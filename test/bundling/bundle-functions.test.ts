import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../lib/bundling/bundle-functions.js';
import { checkout, handler, invoke, sourcesOf, textOf } from './checkout.js';

const settings = (times: string) => JSON.stringify({ compilerOptions: { paths: { '#times': [times] } } });
const SHOP = {
  'tsconfig.json': settings('./lib/times'),
  'lib/over.ts': 'export const times = (a: number): number => a;',
  'handlers/one.ts': `import { add } from '../lib/add';\nexport const handler = async (n: number) => add(n, 1);\nexport const twice = async (n: number) => add(n, n);`,
  'handlers/two.ts': `import { times } from '#times';\nimport { add } from '../lib/add';\nexport const handler = async (n: number) => times(add(n, 2), 3);`,
  'lib/add.ts': 'export const add = (a: number, b: number): number => a + b;',
  'lib/times.ts': 'export const times = (a: number, b: number): number => a * b;',
};

describe('a bundle', () => {
  it('is a directory with the module and its map, which Lambda runs as index.handler', () => {
    const bundle = checkout(SHOP).bundleOne('handlers/two.ts');
    expect(readdirSync(bundle.directory).sort()).toEqual(['index.mjs', 'index.mjs.map']);
    expect([bundle.handler, invoke(bundle, 5)]).toEqual(['index.handler', 21]);
  });

  it.each([
    ['twice', 'export const twice = async () => "named";', 'named'],
    ['default', 'export default async () => "default";', 'default'],
    ['with a dash', 'const f = async () => "dashed"; export { f as "with a dash" };', 'dashed'],
  ])('runs what the module exports as %s', (exportName, source, answer) => {
    expect(invoke(checkout({ 'a.ts': source }).bundleOne('a.ts', exportName))).toBe(answer);
  });

  it('holds only what the named export needs', () => {
    expect(textOf(checkout(SHOP).bundleOne('handlers/one.ts'))).not.toContain('twice');
  });

  it('does not depend on its neighbours', () => {
    const { bundle, bundleOne } = checkout(SHOP);
    const together = bundle(handler('handlers/two.ts'), handler('handlers/one.ts'));
    expect(together.get('handlers/one.ts')).toEqual(bundleOne('handlers/one.ts'));
    expect(together.get('handlers/two.ts')).toEqual(bundleOne('handlers/two.ts'));
  });

  it('is the same in every checkout, and names no place of this machine', () => {
    const [here, there] = [checkout(SHOP), checkout(SHOP)];
    const [one, other] = [here.bundleOne('handlers/two.ts'), there.bundleOne('handlers/two.ts')];
    expect(one.directory).not.toBe(other.directory);
    expect([other.hash, textOf(other), sourcesOf(other)]).toEqual([one.hash, textOf(one), sourcesOf(one)]);
    expect(sourcesOf(one)).toEqual(['lib/times.ts', 'lib/add.ts', 'handlers/two.ts']);
    expect(textOf(one)).not.toContain('project');
  });

  it('maps its stack traces to the sources, and keeps the names of errors', () => {
    const source =
      'class SoldOut extends Error { override name = this.constructor.name }\n\nexport const handler = async () => {\n  throw new SoldOut("all gone");\n};';
    const error = invoke(checkout({ 'handlers/sale.ts': source }).bundleOne('handlers/sale.ts')) as Error;
    expect([error.name, error.message]).toEqual(['SoldOut', 'all gone']);
    expect(error.stack).toMatch(/handlers\/sale\.ts:4:9/);
  });

  it('runs CommonJS dependencies that require modules of Node and ask where they are', () => {
    const files = {
      'lib/old.cjs': 'const path = require("path"); exports.join = () => path.join("a", "b") + typeof __dirname;',
      'a.ts': 'import old from "./lib/old.cjs";\nexport const handler = async () => old.join();',
    };
    expect(invoke(checkout(files).bundleOne('a.ts'))).toBe('a/bstring');
  });

  it('leaves a module its own require', () => {
    const source =
      'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nexport const handler = async () => require("node:path").sep;';
    expect(invoke(checkout({ 'a.mts': source }).bundleOne('a.mts'))).toBe('/');
  });

  it('shares a directory between functions of the same content', () => {
    const bundles = checkout(SHOP).bundle(handler('handlers/one.ts'), { ...handler('handlers/one.ts'), id: 'again' });
    expect(bundles.get('again')).toEqual(bundles.get('handlers/one.ts'));
  });

  it('is not made where there is no function', () => {
    expect(bundleFunctions([], { codeRoot: '/nowhere' }).size).toBe(0);
  });
});

describe('the cache', () => {
  const entry = 'handlers/two.ts';
  /** A build works in a directory of its own below the cache, so it changes the cache's time. */
  const changedMs = (cache: string) => statSync(cache).mtimeMs;

  it('answers a second call without a build', () => {
    const { bundleOne, cacheDirectory } = checkout(SHOP);
    const first = bundleOne(entry);
    const before = changedMs(cacheDirectory);
    expect(bundleOne(entry)).toEqual(first);
    expect(changedMs(cacheDirectory)).toBe(before);
  });

  it('keeps the bundle where a change makes no difference, and writes nothing', () => {
    const { bundleOne, write } = checkout(SHOP);
    const first = bundleOne(entry);
    const before = statSync(join(first.directory, 'index.mjs')).mtimeMs;
    write({ 'lib/add.ts': SHOP['lib/add.ts'] });
    expect(bundleOne(entry)).toEqual(first);
    expect(statSync(join(first.directory, 'index.mjs')).mtimeMs).toBe(before);
  });

  it.each([
    ['a module changes', { 'lib/add.ts': 'export const add = (a: number, b: number): number => a - b;' }, 9],
    ['a nearer module appears', { 'lib/times.tsx': 'export const times = () => 100;' }, 100],
    ['the compiler settings change', { 'tsconfig.json': settings('./lib/over.ts') }, 7],
  ])('builds anew when %s', (_name, change, answer) => {
    const { bundleOne, write } = checkout(SHOP);
    expect(invoke(bundleOne(entry), 5)).toBe(21);
    write(change);
    expect(invoke(bundleOne(entry), 5)).toBe(answer);
  });

  it('mends a bundle that somebody changed', () => {
    const { bundleOne } = checkout(SHOP);
    const bundle = bundleOne(entry);
    writeFileSync(join(bundle.directory, 'index.mjs'), 'export const handler = async () => "planted";');
    expect(invoke(bundleOne(entry), 5)).toBe(21);
  });

  it('leaves nothing behind but bundles and its own notes', () => {
    const { bundleOne, cacheDirectory } = checkout(SHOP);
    const { hash } = bundleOne(entry);
    expect(readdirSync(cacheDirectory).sort()).toEqual([hash, 'manifests'].sort());
  });

  it('stands below the code root where nobody says otherwise, out of version control', () => {
    const { codeRoot } = checkout(SHOP);
    const bundle = bundleFunctions([handler(entry)], { codeRoot }).get(entry);
    expect(bundle?.directory).toBe(join(codeRoot, '.gatewright', 'bundles', bundle?.hash ?? ''));
    expect(readdirSync(join(codeRoot, '.gatewright')).sort()).toEqual(['.gitignore', 'bundles']);
  });
});
