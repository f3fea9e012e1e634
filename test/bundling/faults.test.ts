import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { BundleInput } from '../../lib/bundling/bundle-functions.js';
import { type Issue, IssuesError } from '../../lib/errors/issue.js';
import { type Checkout, checkout, handler } from './checkout.js';

const FILES = {
  'handlers/good.ts': 'export const handler = async () => 1;\nexport const other = async () => 2;',
  'handlers/empty.ts': '',
  'handlers/broken.ts': 'export const handler = async () => 1;\nconst = 2;',
  'handlers/lost.ts': `import { a } from '../lib/nowhere';\nimport b from 'no-such-package';\nexport const handler = async () => [a, b];`,
  'handlers/stale.ts': `import { gone } from './good';\nexport const handler = async () => gone;`,
};

function issuesOf({ bundle }: Checkout, ...functions: readonly BundleInput[]): readonly Issue[] {
  try {
    bundle(...functions);
  } catch (error) {
    if (error instanceof IssuesError) return error.issues;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('faults of entries', () => {
  it('are reported all at once, and nothing is written', () => {
    const project = checkout(FILES);
    const names = [
      'handlers/good.ts',
      'handlers/missing.ts',
      'handlers/broken.ts',
      'handlers/lost.ts',
      'handlers/stale.ts',
    ];
    const issues = issuesOf(project, ...names.map((name) => handler(name)), handler('handlers/empty.ts'));
    expect(issues.map(({ code, place }) => `${code} ${place}`)).toEqual([
      "ENTRY_NOT_FOUND lambda('handlers/missing.ts')",
      'SOURCE_INVALID handlers/broken.ts:2:7',
      'IMPORT_NOT_FOUND handlers/lost.ts:1:19',
      'IMPORT_NOT_FOUND handlers/lost.ts:2:15',
      'SOURCE_INVALID handlers/stale.ts:1:10',
      "EXPORT_NOT_FOUND lambda('handlers/empty.ts')",
    ]);
    expect(readdirSync(project.cacheDirectory)).toEqual([]);
  });

  it('name no place of this machine', () => {
    const project = checkout(FILES);
    const absolute = handler(`${project.codeRoot}/handlers/good.ts`);
    const names = [
      'handlers/missing.ts',
      'handlers/broken.ts',
      'handlers/lost.ts',
      'handlers/empty.ts',
      '../outside.ts',
    ];
    const text = JSON.stringify(issuesOf(project, ...names.map((name) => handler(name))));
    expect(text).not.toContain(tmpdir());
    expect(issuesOf(project, absolute).map(({ code, got }) => [code, got])).toEqual([['ENTRY_ABSOLUTE', 'good.ts']]);
  });

  it.each([
    ['handlers/god.ts', "did you mean 'handlers/good.ts'?"],
    ['handlers/good.js', "did you mean 'handlers/good.ts'?"],
    ['handlers/good', "did you mean 'handlers/good.ts'?"],
    ['handlers/something-else.ts', 'write the file, or correct the path'],
    ['hanlders/good.ts', 'write the file, or correct the path'],
  ])('suggest a near file for %s', (entry, fix) => {
    expect(issuesOf(checkout(FILES), handler(entry)).map((issue) => issue.fix)).toEqual([fix]);
  });

  it('say so where the entry is a directory', () => {
    const [issue] = issuesOf(checkout(FILES), handler('handlers'));
    expect([issue?.code, issue?.got]).toEqual(['ENTRY_NOT_FOUND', 'handlers, which is a directory']);
  });

  it('tell what a module exports instead', () => {
    const [issue] = issuesOf(checkout(FILES), handler('handlers/good.ts', 'hanlder'));
    expect(issue).toMatchObject({
      code: 'EXPORT_NOT_FOUND',
      message: 'The module does not export hanlder.',
      got: 'a module that exports handler, other',
      fix: "export it, or write { export: 'handler' }",
    });
  });

  it('are told once, however many functions share them', () => {
    const project = checkout(FILES);
    const twice = [handler('handlers/missing.ts'), { ...handler('handlers/missing.ts'), id: 'again' }];
    expect(issuesOf(project, ...twice)).toHaveLength(1);
    expect(
      issuesOf(project, handler('handlers/broken.ts'), { ...handler('handlers/broken.ts'), id: 'again' }),
    ).toHaveLength(1);
  });

  it('do not hold an entry beside the code root, as in a repository of many packages', () => {
    const project = checkout(FILES);
    project.write({ '../shared/job.ts': 'export const handler = async () => 1;' });
    expect(project.bundleOne('../shared/job.ts').hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
