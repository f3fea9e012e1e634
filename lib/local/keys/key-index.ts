import type { ApiKeyModel } from '../model/cloud.js';
import { keyDigest } from './key-value.js';
import type { StoredKey } from './stored-key.js';

export interface Key extends StoredKey {
  /** A key of the template can only change with the template. */
  readonly origin: 'template' | 'issued';
}

/** All keys, found by id and by value at a cost that does not grow with their number. */
export interface KeyIndex {
  readonly put: (key: StoredKey) => Key;
  readonly remove: (id: string) => void;
  /** Replaces the keys of the template. */
  readonly declare: (keys: readonly ApiKeyModel[]) => void;
  /** A template's key stands above an issued one of the same value. */
  readonly withValue: (value: string) => Key | undefined;
  readonly withId: (id: string) => Key | undefined;
  readonly issued: () => readonly StoredKey[];
  readonly all: () => readonly Key[];
  readonly count: () => number;
}

/** @param startedAtMs when keys of the template are said to be created */
export function createKeyIndex(startedAtMs: number): KeyIndex {
  const issued = newShelf();
  let declared = newShelf();
  return {
    put(stored) {
      const key: Key = { ...stored, origin: 'issued' };
      place(issued, key);
      return key;
    },
    remove(id) {
      const key = issued.byId.get(id);
      if (key !== undefined) issued.byDigest.delete(keyDigest(key.value));
      issued.byId.delete(id);
    },
    declare(keys) {
      declared = newShelf();
      for (const key of keys) if (key.value !== '') place(declared, declaredKey(key, startedAtMs));
    },
    withValue(value) {
      const digest = keyDigest(value);
      return declared.byDigest.get(digest) ?? issued.byDigest.get(digest);
    },
    withId: (id) => declared.byId.get(id) ?? issued.byId.get(id),
    issued: () => Array.from(issued.byId.values(), ({ origin: _origin, ...stored }) => stored),
    all: () => [...issued.byId.values(), ...declared.byId.values()],
    count: () => issued.byId.size + declared.byId.size,
  };
}

interface Shelf {
  readonly byId: Map<string, Key>;
  readonly byDigest: Map<string, Key>;
}

const newShelf = (): Shelf => ({ byId: new Map(), byDigest: new Map() });

function place(shelf: Shelf, key: Key): void {
  shelf.byId.set(key.id, key);
  shelf.byDigest.set(keyDigest(key.value), key);
}

function declaredKey({ id, name, value, enabled, usagePlanIds }: ApiKeyModel, startedAtMs: number): Key {
  const times = { createdAtMs: startedAtMs, updatedAtMs: startedAtMs };
  return { id, name, value, enabled, usagePlanIds, tags: {}, ...times, origin: 'template' };
}
