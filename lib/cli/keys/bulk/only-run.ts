import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { oneLine } from '../../../errors/one-line.js';
import { KeyRequestError } from '../../../keys/key-request-error.js';

/**
 * Does work while no other process of this machine does it for the same file. What a killed run left is taken over.
 *
 * @throws KeyRequestError where another run is at it
 */
export async function asOnlyRun<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  if (!claimed(lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined && isAlive(holder))
      throw new KeyRequestError(`another run, process ${holder}, is writing ${oneLine(path)}; wait until it is done`);
    rmSync(lock, { force: true });
    if (!claimed(lock)) throw new KeyRequestError(`another run is writing ${oneLine(path)}; wait until it is done`);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function claimed(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new KeyRequestError(`${oneLine(lock)} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
