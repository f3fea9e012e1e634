import { appendFileSync, chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, parseJson } from '../json/json-value.js';
import {
  isStoredUsage,
  type KeyChange,
  readKeyChange,
  readStoredKey,
  type StoredKey,
  type StoredUsage,
} from './stored-key.js';

/** What is kept of keys cannot be read; it is left as it is. */
export class KeyFileError extends Error {
  readonly code = 'KEY_FILE_UNREADABLE';
  override readonly name = 'KeyFileError';
}

export interface KeyState {
  readonly keys: readonly StoredKey[];
  readonly usage: readonly StoredUsage[];
}

export interface KeyFile {
  /** The state, and what changed since it was written. @throws KeyFileError */
  readonly read: () => KeyState & { readonly changes: readonly KeyChange[] };
  /** Changes are kept when this returns, at a cost that does not grow with the number of keys. */
  readonly append: (changes: readonly KeyChange[]) => void;
  /** Replaces state and changes as a whole, so that no half of it is ever read. */
  readonly write: (state: KeyState) => void;
}

const VERSION = 2;

/**
 * Keys and their usage in `keys.json` of a folder, with changes since then a line each in `keys.journal` beside it. Both
 * are for their owner's eyes only. A change that comes twice does no harm, so a process may end between any two writes.
 */
export function createKeyFile(directory: string): KeyFile {
  const path = join(directory, 'keys.json');
  const journal = join(directory, 'keys.journal');
  const makeDirectory = () => mkdirSync(directory, { recursive: true, mode: 0o700 });
  return {
    read: () => ({ ...readState(path), changes: readJournal(journal) }),
    append(changes) {
      makeDirectory();
      appendFileSync(journal, changes.map((change) => `${JSON.stringify(change)}\n`).join(''), { mode: 0o600 });
    },
    write(state) {
      makeDirectory();
      const draft = `${path}.${process.pid}.tmp`;
      writeFileSync(draft, `${JSON.stringify({ version: VERSION, ...state }, undefined, 2)}\n`, { mode: 0o600 });
      renameSync(draft, path);
      rmSync(journal, { force: true });
    },
  };
}

function readState(path: string): KeyState {
  const text = readPrivate(path);
  if (text === undefined) return { keys: [], usage: [] };
  const state = parseState(text);
  if (state === undefined) throw new KeyFileError(`${path} is not a file of keys; move it away to start anew`);
  return state;
}

function parseState(text: string): KeyState | undefined {
  const document = parseJson(text);
  if (!isRecord(document) || !Array.isArray(document.keys)) return undefined;
  if (document.version !== 1 && document.version !== VERSION) return undefined;
  const usage: unknown = document.usage ?? [];
  const keys = document.keys.flatMap((key) => readStoredKey(key) ?? []);
  if (keys.length !== document.keys.length || !Array.isArray(usage) || !usage.every(isStoredUsage)) return undefined;
  return { keys, usage };
}

function readJournal(path: string): readonly KeyChange[] {
  const lines = (readPrivate(path) ?? '').split('\n');
  // What follows the last line break is empty, or what a process wrote as it was ended, and told nobody.
  return lines.slice(0, -1).map((line, at) => {
    const change = readKeyChange(parseJson(line));
    if (change === undefined) throw new KeyFileError(`${path}:${at + 1} is no change of keys; mend or remove the line`);
    return change;
  });
}

function readPrivate(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    chmodSync(path, 0o600);
    return text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new KeyFileError(`${path} cannot be read (${code})`);
  }
}
