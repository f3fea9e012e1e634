import { createHash } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The text of a file that is made, with mode 0600, the first time it is asked for. Processes that start at once agree on
 * it: the file appears whole or not at all, and the first one stays.
 *
 * @throws where the directory cannot be written, or the file cannot be read.
 */
export async function keptFile(directory: string, name: string, make: () => Promise<string>): Promise<string> {
  const path = join(directory, name);
  return (await readIfThere(path)) ?? (await create(directory, path, await make()));
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** A link, unlike a rename, fails where the name is taken. */
async function create(directory: string, path: string, text: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const fingerprint = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  const draft = `${path}.${process.pid}.${fingerprint}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
    return text;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return await readFile(path, 'utf8');
    throw error;
  } finally {
    await unlink(draft);
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === code;
