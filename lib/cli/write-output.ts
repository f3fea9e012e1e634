import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CliError } from './cli-error.js';
import type { Console } from './console.js';

/**
 * Prints a report, or writes it to a file whose folder is made where there is none.
 *
 * @throws CliError 1 where the file cannot be written
 */
export async function writeOutput(text: string, file: string | undefined, console: Console): Promise<void> {
  if (file === undefined) return console.out(text.trimEnd());
  try {
    await mkdir(dirname(resolve(file)), { recursive: true });
    await writeFile(file, text);
  } catch (error) {
    throw new CliError(1, `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
