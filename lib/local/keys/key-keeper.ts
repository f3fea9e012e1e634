import { createKeyFile } from './key-file.js';
import type { KeyIndex } from './key-index.js';
import type { KeyChange } from './stored-key.js';
import type { UsageLedger } from './usage-ledger.js';

/** Keeps keys and usage, so that they are there after a restart. */
export interface KeyKeeper {
  /** Puts in what was kept. @throws KeyFileError */
  readonly restore: () => void;
  /** Keeps a change, then puts it in: what was answered is not lost, and what could not be kept did not happen. */
  readonly commit: (change: KeyChange) => void;
  /** Usage is kept a moment later, all of it at once. */
  readonly usageChanged: () => void;
  readonly close: () => void;
}

/** Requests are not held up by writing: what a killed process loses is the usage of this long. */
const USAGE_DELAY_MS = 1_000;
/** Lines of changes before they are written into the state: with as many as there are keys, writing stays linear. */
const LEAST_CHANGES = 2_000;

interface Kept {
  readonly index: KeyIndex;
  readonly usage: UsageLedger;
}

/** @param directory in memory only where undefined */
export function createKeyKeeper(directory: string | undefined, kept: () => Kept): KeyKeeper {
  if (directory === undefined) {
    const commit = (change: KeyChange) => apply(kept(), change);
    return { restore() {}, commit, usageChanged() {}, close() {} };
  }
  const file = createKeyFile(directory);
  let changes = 0;
  let timer: NodeJS.Timeout | undefined;

  function append(lines: readonly KeyChange[]): void {
    if (lines.length === 0) return;
    file.append(lines);
    changes += lines.length;
  }

  function write(): void {
    const { index, usage } = kept();
    file.write({ keys: index.issued(), usage: usage.all() });
    changes = 0;
  }

  function writeIfLong(): void {
    if (changes >= LEAST_CHANGES + kept().index.count()) write();
  }

  function keepUsage(): void {
    clearTimeout(timer);
    timer = undefined;
    append(
      kept()
        .usage.takeChanges()
        .map((usage): KeyChange => ({ kind: 'usage', usage })),
    );
    writeIfLong();
  }

  return {
    restore() {
      const state = file.read();
      for (const key of state.keys) apply(kept(), { kind: 'key', key });
      for (const usage of state.usage) apply(kept(), { kind: 'usage', usage });
      for (const change of state.changes) apply(kept(), change);
      if (state.changes.length > 0) write();
    },
    commit(change) {
      append([change]);
      apply(kept(), change);
      writeIfLong();
    },
    usageChanged() {
      timer ??= setTimeout(keepUsage, USAGE_DELAY_MS).unref();
    },
    close() {
      keepUsage();
      if (changes > 0) write();
    },
  };
}

function apply({ index, usage }: Kept, change: KeyChange): void {
  APPLY[change.kind](index, usage, change as never);
}

const APPLY = {
  key: (index, _usage, { key }) => {
    index.put(key);
  },
  revoked: (index, usage, { keyId }) => {
    index.remove(keyId);
    usage.forgetKey(keyId);
  },
  usage: (_index, ledger, { usage }) => ledger.restore(usage),
} satisfies {
  readonly [K in KeyChange['kind']]: (
    index: KeyIndex,
    usage: UsageLedger,
    change: Extract<KeyChange, { kind: K }>,
  ) => void;
};
