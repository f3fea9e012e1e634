import { groupBy } from './group-by.js';
import type { ReaderContext } from './reader-context.js';
import { missingSupport } from './resource-support.js';

/** Notices what the assembly holds and the local gateway does not do: one notice for each type in each stack. */
export function noticeNotEmulated({ resources }: ReaderContext): void {
  const groups = groupBy(resources, ({ stack, type }) => `${stack.name} ${type}`);
  for (const [first, ...others] of groups.values()) {
    const missing = first && missingSupport(first.type);
    if (missing) first.notice('not-emulated', others.length > 0 ? `${missing} (and ${others.length} more)` : missing);
  }
}
