import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { oneLine } from '../../errors/one-line.js';
import { ImportError } from '../import-error.js';
import type { Json } from './json-node.js';
import { LARGEST_SOURCE_BYTES, parseSource } from './parse-source.js';

/** Files that one document may be made of. */
const MOST_FILES = 1_000;

export interface SourceFiles {
  /** The document's own file name. */
  readonly name: string;
  readonly root: Json;
  /** Pointers to members of the document that stand there more than once. */
  readonly repeated: readonly string[];
  /** A file that another names, by its path below the document's folder; a text says why not. */
  readonly open: (path: string) => { readonly value: Json } | string;
}

/**
 * A document on disk and the files below its folder that it refers to. Nothing else is read: no parent folder, also
 * through no link, and no network.
 *
 * @throws ImportError where the document itself cannot be read
 */
export function openSourceFiles(path: string): SourceFiles {
  const source = parseSource(bytesOf(path), path);
  const folder = realpathSync(dirname(resolve(path)));
  const opened = new Map<string, { readonly value: Json } | string>();
  return {
    name: basename(path),
    root: source.value,
    repeated: source.repeated,
    open: (name) => {
      const known = opened.get(name);
      if (known !== undefined) return known;
      const file = opened.size < MOST_FILES ? opening(folder, name) : `more than ${MOST_FILES} files are referred to`;
      opened.set(name, file);
      return file;
    },
  };
}

/** One document without any files beside it. */
export function singleSource(root: Json): SourceFiles {
  return { name: '', root, repeated: [], open: () => 'a deployed API has no other files' };
}

function bytesOf(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size <= LARGEST_SOURCE_BYTES) return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT';
    throw new ImportError(missing ? `there is no file ${oneLine(path)}` : `cannot read ${oneLine(path)}: ${code}`);
  }
  throw new ImportError(`${oneLine(path)} is too large; up to ${LARGEST_SOURCE_BYTES} bytes are read`);
}

function opening(folder: string, name: string): { readonly value: Json } | string {
  try {
    const real = realpathSync(resolve(folder, name));
    if (!isBelow(folder, real)) return "the file is not below the document's folder";
    return { value: parseSource(bytesOf(real), name).value };
  } catch (error) {
    return error instanceof ImportError ? error.message : 'there is no such file';
  }
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
