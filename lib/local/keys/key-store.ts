import { createKeyChanges } from './key-changes.js';
import { createKeyIndex } from './key-index.js';
import { createKeyKeeper } from './key-keeper.js';
import { createKeyUsage } from './key-usage.js';
import { randomText } from './key-value.js';
import type { KeyDefinitions, LocalKeyStore } from './local-key-store.js';
import { createPlanUsages } from './plan-usages.js';
import { usageDay } from './usage-day.js';
import { createUsageLedger } from './usage-ledger.js';

export type { LocalKeyStore } from './local-key-store.js';

export interface KeyStoreOptions extends KeyDefinitions {
  readonly nowMs: () => number;
  /** Keeps issued keys and usage in files there. Absent: in memory only. */
  readonly directory?: string;
  readonly randomText?: (length?: number) => string;
  /** Told what could not be kept. */
  readonly warn?: (line: string) => void;
}

/** @throws KeyFileError where the directory's files are damaged */
export function createKeyStore(options: KeyStoreOptions): LocalKeyStore {
  const { nowMs, warn = () => {} } = options;
  const index = createKeyIndex(nowMs());
  const keeper = createKeyKeeper(options.directory, () => ({ index, usage: ledger }), warn);
  const today = () => usageDay(nowMs());
  const ledger = createUsageLedger(today, () => keeper.usageChanged());
  const usages = createPlanUsages(ledger, nowMs);
  const { plans } = usages;

  function replace({ usagePlans, apiKeys }: KeyDefinitions): void {
    usages.replacePlans(usagePlans);
    index.declare(apiKeys);
  }

  keeper.restore();
  replace(options);

  return {
    ...createKeyChanges({ index, plans, keeper, nowMs, randomText: options.randomText ?? randomText }),
    ...createKeyUsage({ index, usages, ledger, keeper }),
    list: () => index.all().map(({ value: _value, ...description }) => description),
    show: index.withId,
    usagePlans: () => [...plans.values()],
    replace,
    close: keeper.close,
  };
}
