import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApiType } from '../../lib/plan/plan.js';
import type { Auth } from '../../lib/spec/auth.js';
import type { Requirement } from '../../lib/spec/requirement.js';
import type { Route } from '../../lib/spec/route.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const TESTS = 'test/authentication';
const page = readFileSync(join(REPOSITORY, 'docs/authentication.md'), 'utf8');

type Scheme = 'public' | Exclude<Auth, 'public'>['kind'];
type Feature = keyof Pick<Route & Requirement, 'stepUp' | 'callerHeaders' | 'backendToken'>;

/** A scheme that has no row does not compile until it is here. */
const ROWS = {
  jwt: true,
  introspection: true,
  cognito: true,
  iam: true,
  'mutual-tls': true,
  'api-key': true,
  'api-key` (meter)': true,
  custom: true,
  'any-of': true,
  'all-of': true,
  public: true,
  stepUp: true,
  callerHeaders: true,
  backendToken: true,
} satisfies Record<Scheme | Feature | 'api-key` (meter)', true>;

const APIS = { http: 'HTTP', rest: 'REST' } satisfies Record<ApiType, string>;

const COLUMNS = [
  'scheme',
  'API',
  'what is deployed',
  'no or bad',
  'not enough',
  'nobody can be asked',
  'kept by',
  'shown by',
];

function tableRows(): readonly (readonly string[])[] {
  const [, section = ''] = page.split('## What is deployed');
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
    .slice(0, lastRow(lines));
}

/** The first table of the section. */
function lastRow(lines: readonly string[]): number {
  const next = lines.findIndex((line, index) => index > 0 && !line.includes('`test/'));
  return next === -1 ? lines.length : next;
}

const [head = [], ...rows] = tableRows();
const filesIn = (row: readonly string[]) => [...(row.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

describe('the table of docs/authentication.md', () => {
  it('has a row for each scheme on each API type, and for nothing else', () => {
    const named = new Set(rows.map(([scheme, api]) => `${scheme} ${api}`));
    const wanted = Object.keys(ROWS).flatMap((scheme) =>
      Object.values(APIS).map((api) => `\`${scheme}${scheme.includes('`') ? '' : '`'} ${api}`),
    );
    expect([...named].sort()).toEqual(wanted.sort());
  });

  it('says in each row all that a row says', () => {
    expect(head).toHaveLength(COLUMNS.length);
    for (const [index, word] of COLUMNS.entries()) expect(head[index]).toContain(word);
    expect(rows.filter((row) => row.length !== COLUMNS.length)).toEqual([]);
  });

  it.each(rows.map((row) => [row.slice(0, 3).join(', '), row] as const))('names a test: %s', (_name, row) => {
    const files = filesIn(row);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(file.startsWith(`${TESTS}/`) && existsSync(join(REPOSITORY, file)), file).toBe(true);
      // Whoever is tested there is tested on this API type.
      expect(readFileSync(join(REPOSITORY, file), 'utf8').toLowerCase()).toContain((row[1] ?? '').toLowerCase());
    }
  });

  it('leaves no test of them out', () => {
    const tests = readdirSync(join(REPOSITORY, TESTS)).filter((name) => name.endsWith('.test.ts'));
    const named = new Set(rows.flatMap(filesIn));
    expect(tests.filter((name) => !named.has(`${TESTS}/${name}`))).toEqual([]);
  });
});

it('docs/authentication.md names files that are there', () => {
  const named = [...page.matchAll(/`((?:test|lib|lambdas)\/[\w./-]+)`/g)].map(([, path = '']) => path);
  expect(named.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([]);
});
