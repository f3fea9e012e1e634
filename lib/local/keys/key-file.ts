import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly createdAtMs: number;
  readonly usagePlanIds: readonly string[];
}

/** The file of issued keys cannot be read; it is left as it is. */
export class KeyFileError extends Error {
  readonly code = 'KEY_FILE_UNREADABLE';
  override readonly name = 'KeyFileError';
}

export interface KeyFile {
  readonly read: () => readonly StoredKey[];
  readonly write: (keys: readonly StoredKey[]) => void;
}

/** Keys in `keys.json` of a folder, for its owner's eyes only, replaced as a whole so that no half of it is ever read. */
export function createKeyFile(directory: string): KeyFile {
  const path = join(directory, 'keys.json');
  return {
    read() {
      const text = readIfThere(path);
      if (text === undefined) return [];
      const keys = parse(text);
      if (keys === undefined) throw new KeyFileError(`${path} is not a file of keys; move it away to start anew`);
      chmodSync(path, 0o600);
      return keys;
    },
    write(keys) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const draft = `${path}.${process.pid}.tmp`;
      writeFileSync(draft, `${JSON.stringify({ version: 1, keys }, undefined, 2)}\n`, { mode: 0o600 });
      renameSync(draft, path);
    },
  };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new KeyFileError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function parse(text: string): readonly StoredKey[] | undefined {
  try {
    const { version, keys } = JSON.parse(text) as { readonly version?: unknown; readonly keys?: unknown };
    return version === 1 && Array.isArray(keys) && keys.every(isStoredKey) ? keys : undefined;
  } catch {
    return undefined;
  }
}

function isStoredKey(key: Partial<StoredKey> | null): key is StoredKey {
  return (
    typeof key?.id === 'string' &&
    typeof key.name === 'string' &&
    typeof key.value === 'string' &&
    typeof key.enabled === 'boolean' &&
    typeof key.createdAtMs === 'number' &&
    Array.isArray(key.usagePlanIds) &&
    key.usagePlanIds.every((id) => typeof id === 'string')
  );
}
