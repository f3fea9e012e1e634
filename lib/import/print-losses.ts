import { oneLine } from '../errors/one-line.js';
import type { Loss, LossKind } from './document/losses.js';
import { grouped } from './grouped.js';

/** Lines that a person still reads; the rest stands in the JSON report and in the files. */
const MOST_LINES = 60;

const TITLES = {
  todo: 'to do by hand',
  lost: 'not imported',
  assumed: 'not as stated',
  unchecked: 'kept in the schema, not checked by zod',
} satisfies Record<LossKind, string>;

/** What of a document is not in the spec: what is to be done first, equal reasons together. */
export function printLosses(losses: readonly Loss[]): string {
  const lines: string[] = [];
  for (const [kind, title] of Object.entries(TITLES)) {
    const found = losses.filter((loss) => loss.kind === kind);
    if (found.length === 0) continue;
    lines.push('', `${title} (${found.length})`);
    for (const [reason, all] of grouped(found, (loss) => loss.reason)) {
      const pointers = all.map(({ pointer }) => pointer);
      lines.push(`  ${oneLine(reason)}`, ...pointers.slice(0, 8).map((pointer) => `    ${oneLine(pointer, 160)}`));
      if (pointers.length > 8) lines.push(`    and ${pointers.length - 8} more`);
    }
  }
  const hidden = lines.length - MOST_LINES;
  const shown = hidden > 0 ? [...lines.slice(0, MOST_LINES), '', `${hidden} more lines: --json has them all`] : lines;
  return shown.slice(1).join('\n');
}
