import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const text = readFileSync(new URL('../../../.github/workflows/release.yml', import.meta.url), 'utf8');
const { on, permissions, jobs } = parse(text);
const repository = makeRepository();
afterAll(() => rmSync(repository, { recursive: true, force: true }));

describe('the release', () => {
  it('starts from a tag alone, and publishes after all checks', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } });
    expect(jobs.publish.needs).toBe('verify');
    expect(jobs.verify.steps.map(({ run }: { run?: string }) => run)).toContain('bash .ci/run');
  });

  it('publishes with provenance, without a token, and without running code of the project', () => {
    expect(permissions).toEqual({});
    expect(jobs.verify.permissions).toEqual({ contents: 'read' });
    expect(jobs.publish.permissions).toEqual({ 'id-token': 'write' });
    expect(jobs.publish.environment).toBe('npm');
    const commands = jobs.publish.steps.flatMap(({ run }: { run?: string }) => run ?? []);
    expect(commands).toEqual(['npm publish ./gatewright-*.tgz --provenance --access public']);
    expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
  });

  const good = {
    version: '1.2.3',
    tag: 'v1.2.3',
    changelog: '## 1.2.3 - 2026-11-21',
    url: 'git+https://git.example/me/gw.git',
  };
  it.each<[string, Partial<typeof good>, string]>([
    ['goes on where all agree', {}, ''],
    ['takes a version in brackets, as Keep a Changelog has it', { changelog: '## [1.2.3] - 2026-11-21' }, ''],
    ['refuses a tag of another version', { tag: 'v1.2.4' }, 'tag v1.2.4, package 1.2.3'],
    ['refuses a tag without the v', { tag: '1.2.3' }, 'tag 1.2.3'],
    ['refuses a version that the changelog leaves out', { changelog: '## Unreleased' }, 'no section 1.2.3'],
    ['refuses a changelog of a longer version', { changelog: '## 1.2.30' }, 'no section 1.2.3'],
    ['takes the dots of a version for dots', { changelog: '## 1x2x3' }, 'no section 1.2.3'],
    ['refuses a package of another repository', { url: 'https://git.example/you/gw.git' }, 'npm signs provenance'],
  ])('%s', (_, differences, fault) => {
    const { version, tag, changelog, url } = { ...good, ...differences };
    const folder = mkdtempSync(join(tmpdir(), 'gatewright-release-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version, repository: { url } }));
    writeFileSync(join(folder, 'CHANGELOG.md'), `# Changelog\n\n${changelog}\n`);
    cpSync(repository, folder, { recursive: true });
    const step = jobs.verify.steps.find(({ name }: { name?: string }) => name?.startsWith('The tag'));
    const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: 'me/gw' },
    });
    expect({ failed: run.status !== 0, said: run.stdout }).toEqual({
      failed: fault !== '',
      said: fault === '' ? '' : expect.stringContaining(fault),
    });
  });
});

/** A repository whose main branch has what is released: copies of it are made faster than another. */
function makeRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-release-repository-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t.example', '-c', 'commit.gpgsign=false', ...args], {
      cwd: folder,
    });
  git('init', '-q', '--template=');
  git('commit', '-q', '--allow-empty', '-m', 'one');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  return folder;
}
