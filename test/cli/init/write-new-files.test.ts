import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeNewFiles } from '../../../lib/cli/init/write-new-files.js';

vi.mock('node:fs', async (load) => {
  const real = await load<typeof import('node:fs')>();
  return { ...real, copyFileSync: vi.fn(real.copyFileSync), renameSync: vi.fn(real.renameSync) };
});

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'gatewright-write-test-'));
});
afterEach(() => {
  vi.mocked(fs.copyFileSync).mockClear();
  fs.rmSync(folder, { recursive: true, force: true });
});

const entries = () => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const three = new Map([
  ['a.txt', 'A'],
  ['b/c.txt', 'C'],
  ['b/d/e.txt', 'E'],
]);

describe('writing new files', () => {
  it('makes the folders on the way to a project', async () => {
    await writeNewFiles(join(folder, 'x/y'), three);
    expect(entries()).toEqual(['x', 'x/y', 'x/y/a.txt', 'x/y/b', 'x/y/b/c.txt', 'x/y/b/d', 'x/y/b/d/e.txt']);
  });

  it.each([1, 2, 3])('takes everything back where file %i cannot be placed', async (nth) => {
    fs.writeFileSync(join(folder, 'mine.txt'), 'mine');
    const real = vi.mocked(fs.copyFileSync).getMockImplementation() as typeof fs.copyFileSync;
    let calls = 0;
    vi.mocked(fs.copyFileSync).mockImplementation((...args) => {
      if (++calls === nth) throw new Error('ENOSPC: no space left on device');
      real(...args);
    });
    await expect(writeNewFiles(folder, three)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('no space left on device; nothing was left there'),
    });
    vi.mocked(fs.copyFileSync).mockImplementation(real);
    expect(calls).toBe(nth);
    expect(entries()).toEqual(['mine.txt']);
  });

  it('leaves a file alone that somebody made meanwhile', async () => {
    const real = vi.mocked(fs.copyFileSync).getMockImplementation() as typeof fs.copyFileSync;
    vi.mocked(fs.copyFileSync).mockImplementationOnce((...args) => {
      fs.writeFileSync(join(folder, 'a.txt'), 'theirs');
      real(...args);
    });
    await expect(writeNewFiles(folder, three)).rejects.toMatchObject({ exitCode: 1 });
    expect(entries()).toEqual(['a.txt']);
    expect(fs.readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('theirs');
  });

  it('leaves nothing where a new project cannot be moved to its place', async () => {
    vi.mocked(fs.renameSync).mockImplementationOnce(() => {
      throw new Error('EACCES: permission denied');
    });
    await expect(writeNewFiles(join(folder, 'shop'), three)).rejects.toMatchObject({ exitCode: 1 });
    expect(entries()).toEqual([]);
  });

  it('leaves nothing where a file cannot be drafted', async () => {
    const impossible = new Map([...three, ['a.txt/below.txt', 'a file is no folder']]);
    await expect(writeNewFiles(join(folder, 'shop'), impossible)).rejects.toMatchObject({ exitCode: 1 });
    expect(entries()).toEqual([]);
  });
});

describe('uninterrupted work', () => {
  it('ends before the signal that came meanwhile takes effect', () => {
    const module = new URL('../../../lib/cli/init/uninterrupted.ts', import.meta.url).href;
    const script = `
      import { uninterrupted } from '${module}';
      await uninterrupted(() => { process.kill(process.pid, 'SIGTERM'); console.log('done'); });
      setTimeout(() => console.log('went on'), 5_000);`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 15_000 });
    expect({ stdout, signal }).toEqual({ stdout: 'done\n', signal: 'SIGTERM' });
  });
});
