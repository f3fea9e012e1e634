import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from '../cli-error.js';
import type { ProjectFiles } from './fill-template.js';
import { uninterrupted } from './uninterrupted.js';

/**
 * Writes files that are not there yet: all, or none. They are made in a folder beside the place, and moved once they
 * are complete; whatever fails on the way is taken back.
 *
 * @throws CliError 1 naming everything that is in the way, or that the place cannot be written
 */
export async function writeNewFiles(directory: string, files: ProjectFiles): Promise<void> {
  const blocked = inTheWay(directory, files);
  if (blocked.length > 0) throw refusal(directory, blocked);
  try {
    await uninterrupted(() => draftAndPlace(directory, files));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(1, `cannot write to ${directory}: ${(error as Error).message}; nothing was left there`);
  }
}

function refusal(directory: string, blocked: readonly string[]): CliError {
  const list = blocked.map((path) => `  ${path}`).join('\n');
  const these = blocked.length === 1 ? 'this is' : `these ${blocked.length} are`;
  return new CliError(1, `nothing was written to ${directory}: ${these} in the way\n${list}`);
}

/** Files that exist, and files and links where folders have to be. */
function inTheWay(directory: string, files: ProjectFiles): readonly string[] {
  const notFolders = [...files.keys()].flatMap((path) =>
    parentsOf(path).filter((parent) => kindOf(join(directory, parent)) === 'other'),
  );
  if (kindOf(directory) === 'other' && !isFolder(directory)) return ['.'];
  const taken = [...files.keys()].filter((path) => kindOf(join(directory, path)) !== 'nothing');
  return [...new Set([...notFolders, ...taken])].sort();
}

function parentsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function kindOf(path: string): 'nothing' | 'folder' | 'other' {
  try {
    return lstatSync(path).isDirectory() ? 'folder' : 'other';
  } catch {
    return 'nothing';
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function draftAndPlace(directory: string, files: ProjectFiles): void {
  let base = dirname(directory);
  while (!existsSync(base)) base = dirname(base);
  const scratch = mkdtempSync(join(existsSync(directory) ? directory : base, '.gatewright-init-'));
  try {
    const draft = join(scratch, 'project');
    for (const [path, text] of files) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), text, { flag: 'wx' });
    }
    if (existsSync(directory)) placeEach(draft, directory, [...files.keys()]);
    else placeWhole(draft, directory);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function placeWhole(draft: string, directory: string): void {
  mkdirSync(dirname(directory), { recursive: true });
  renameSync(draft, directory);
}

function placeEach(draft: string, directory: string, paths: readonly string[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const path of paths) {
      for (const parent of parentsOf(path).filter((one) => !existsSync(join(directory, one)))) {
        mkdirSync(join(directory, parent));
        undo.push(() => rmdirSync(join(directory, parent)));
      }
      // Unlike a rename, this fails where somebody took the name meanwhile.
      copyFileSync(join(draft, path), join(directory, path), constants.COPYFILE_EXCL);
      undo.push(() => unlinkSync(join(directory, path)));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}
