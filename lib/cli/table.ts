import Table from 'cli-table3';
import { columnsOf } from './fitted.js';

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Its words go on below where the table would be too wide. One column of a table at most. */
  readonly wraps?: true;
}

/**
 * Columns without rules around them, two spaces apart.
 *
 * @param width that the table keeps to, as far as the column that wraps allows it
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string {
  const made = new Table({
    chars: PLAIN,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    head: columns.map((column) => column.title),
    colAligns: columns.map((column) => column.align ?? 'left'),
    ...narrowed(columns, rows, width),
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A table without titles. */
export function rowsOnly(...given: Parameters<typeof table>): string {
  return table(...given).replace(/^\n/, '');
}

const GAP = 2;

function narrowed(columns: readonly Column[], rows: readonly (readonly string[])[], width: number) {
  const wrapping = columns.findIndex(({ wraps }) => wraps);
  const widestIn = (index: number, of: (cell: string) => number) =>
    rows.reduce((most, row) => Math.max(most, of(row[index] ?? '')), of(columns[index]?.title ?? ''));
  const widths = columns.map((_, index) => widestIn(index, columnsOf));
  const excess = widths.reduce((sum, each) => sum + each, (widths.length - 1) * GAP) - width;
  if (wrapping === -1 || excess <= 0) return {};
  const least = widestIn(wrapping, (cell) => Math.max(...cell.split(' ').map(columnsOf)));
  const colWidths = widths.map((each, index) => (index === wrapping ? Math.max(least, each - excess) : each));
  return { colWidths, wordWrap: true };
}

export function indented(text: string, by = 2): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(by) + line))
    .join('\n');
}
