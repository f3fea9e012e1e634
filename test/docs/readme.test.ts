import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenLinks } from '../../checks/package/broken-links.js';

const PAGE = /\bdocs\/[a-z]+\.md\b/g;

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
};

describe('the README', () => {
  it('has no placeholder left', () => {
    expect(readme).not.toMatch(/\b[A-Z]+_TABLE\b|TODO|FIXME|XXX/);
  });

  it('names the tarball of this version', () => {
    const tarballs = readme.match(/gatewright-\d[\w.-]*\.tgz/g);
    expect(new Set(tarballs)).toEqual(new Set([`gatewright-${manifest.version}.tgz`]));
  });

  it('names npm commands that there are', () => {
    const scripts = [...readme.matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(scripts.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([]);
  });
});

it('packs files that are there or are built', () => {
  const named = manifest.files.filter((file) => !file.startsWith('dist') && !file.includes('*'));
  expect(named.filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
});

describe('the pages of the package', () => {
  const docs = readdirSync(resolve(root, 'docs')).map((file) => `docs/${file}`);
  const packed = [...docs.filter((file) => file.endsWith('.md')), ...manifest.files];

  it('link to pages and headings that are packed', () => {
    expect(manifest.files).toContain('docs/*.md');
    expect(brokenLinks(root, packed)).toEqual([]);
  });

  it('would not be in order with a link to a page that is left out, or to a heading that is not there', () => {
    expect(
      brokenLinks(
        root,
        packed.filter((file) => file !== 'docs/splitting.md'),
      ),
    ).toContain('README.md: docs/splitting.md');
    const folder = mkdtempSync(join(tmpdir(), 'gatewright-links-'));
    writeFileSync(
      join(folder, 'README.md'),
      '# One, and `two`\n[a](#one-and-two) [b](#three) [c](https://x.example/#y)\n```\n# three\n[d](none.md)\n```\n',
    );
    expect(brokenLinks(folder, ['README.md'])).toEqual(['README.md: #three']);
    rmSync(folder, { recursive: true });
  });

  it('are those that messages name', () => {
    const sources = readdirSync(resolve(root, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const named = sources.flatMap((file) => readFileSync(resolve(root, 'lib', file), 'utf8').match(PAGE) ?? []);
    expect(named.length).toBeGreaterThan(3);
    expect([...new Set(named)].filter((page) => !packed.includes(page))).toEqual([]);
  });
});

it('names scripts of checks and benches that are there', () => {
  const files = Object.values(manifest.scripts).flatMap((script) => script.match(/[\w/-]+\.ts/g) ?? []);
  expect(files.filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
});
