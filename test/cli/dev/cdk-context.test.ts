import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { cdkContext } from '../../../lib/cli/dev/cdk-context.js';

const root = mkdtempSync(join(tmpdir(), 'gatewright-context-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(root, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

it('is that of the user, the project and what was looked up, the later above the earlier', () => {
  const home = folder('home', { '.cdk.json': '{"context":{"a":"user","b":"user"}}' });
  const project = folder('project', {
    'cdk.json': '{"app":"x","context":{"b":"project","c":"project"}}',
    'cdk.context.json': '{"c":"looked-up"}',
  });
  expect(cdkContext(project, home)).toMatchObject({
    a: 'user',
    b: 'project',
    c: 'looked-up',
    'aws:cdk:enable-path-metadata': true,
  });
});

it('is that of the command line alone where there are no files', () => {
  const empty = folder('empty', {});
  expect(Object.keys(cdkContext(empty, empty))).toEqual([
    'aws:cdk:enable-asset-metadata',
    'aws:cdk:enable-path-metadata',
  ]);
});

it('names the file that is no JSON', () => {
  const broken = folder('broken', { 'cdk.json': '{' });
  expect(() => cdkContext(broken, root)).toThrow(/cdk\.json is not JSON/);
});
