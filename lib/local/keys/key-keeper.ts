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
  /** Keeps usage now. */
  readonly keepUsage: () => void;
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

/**
 * @param directory in memory only where undefined
 * @param warn told what could not be kept, and is tried again later
 */
export function createKeyKeeper(
  directory: string | undefined,
  kept: () => Kept,
  warn: (line: string) => void,
): KeyKeeper {
  if (directory === undefined) {
    const commit = (change: KeyChange) => apply(kept(), change);
    return { restore() {}, commit, usageChanged() {}, keepUsage() {}, close() {} };
  }
  const file = createKeyFile(directory);
  let changes = 0;
  /** After a write that failed, the last line may be torn: only the whole state can follow it. */
  let isTorn = false;
  let timer: NodeJS.Timeout | undefined;

  function write(): void {
    const { index, usage } = kept();
    file.write({ keys: index.issued(), usage: usage.all() });
    changes = 0;
    isTorn = false;
  }

  function append(lines: readonly KeyChange[]): void {
    if (lines.length === 0) return;
    if (isTorn) write();
    isTorn = true;
    file.append(lines);
    isTorn = false;
    changes += lines.length;
  }

  /** What was answered is kept by then, so a failure here is nobody's answer. */
  function attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      isTorn = true;
      warn(`keys and their usage cannot be kept in ${directory}: ${(error as NodeJS.ErrnoException).code}`);
    }
  }

  function writeIfLong(): void {
    if (changes >= LEAST_CHANGES + kept().index.count()) attempt(write);
  }

  function keepUsage(): void {
    clearTimeout(timer);
    timer = undefined;
    const usage = kept().usage.takeChanges();
    attempt(() => append(usage.map((each): KeyChange => ({ kind: 'usage', usage: each }))));
    writeIfLong();
  }

  return {
    restore() {
      const state = file.read();
      for (const key of state.keys) apply(kept(), { kind: 'key', key });
      for (const usage of state.usage) apply(kept(), { kind: 'usage', usage });
      for (const change of state.changes) apply(kept(), change);
      if (state.changes.length > 0) attempt(write);
    },
    commit(change) {
      append([change]);
      apply(kept(), change);
      writeIfLong();
    },
    usageChanged() {
      timer ??= setTimeout(keepUsage, USAGE_DELAY_MS).unref();
    },
    keepUsage,
    close() {
      keepUsage();
      if (changes > 0 || isTorn) attempt(write);
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
