import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
};

describe('the README', () => {
  it('has no placeholder left', () => {
    expect(readme).not.toMatch(/\b[A-Z]+_TABLE\b|TODO|FIXME|XXX/);
  });

  it('links to pages that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(resolve(root, link)))).toEqual([]);
  });

  it('names npm commands that there are', () => {
    const scripts = [...readme.matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(scripts.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([]);
  });
});

it('packs files that are there or are built', () => {
  expect(manifest.files.filter((file) => !file.startsWith('dist') && !existsSync(resolve(root, file)))).toEqual([]);
});

it('names scripts of checks and benches that are there', () => {
  const files = Object.values(manifest.scripts).flatMap((script) => script.match(/[\w/-]+\.ts/g) ?? []);
  expect(files.filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
});
