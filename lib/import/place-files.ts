import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImportError } from './import-error.js';

/**
 * Writes files over those that are there. They are made in a folder beside the place first, so that a full disk leaves
 * everything as it was.
 *
 * @throws ImportError where the place cannot be written
 */
export function replaceFiles(directory: string, files: ReadonlyMap<string, string>): void {
  try {
    mkdirSync(directory, { recursive: true });
    const scratch = mkdtempSync(join(directory, '.gatewright-import-'));
    try {
      for (const [index, text] of [...files.values()].entries()) writeFileSync(join(scratch, String(index)), text);
      for (const [index, path] of [...files.keys()].entries()) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        renameSync(join(scratch, String(index)), join(directory, path));
      }
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  } catch (error) {
    throw new ImportError(`cannot write to ${directory}: ${(error as Error).message}`);
  }
}
