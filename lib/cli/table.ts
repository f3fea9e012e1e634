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

type Rows = readonly (readonly string[])[];

/**
 * Columns without rules around them, two spaces apart.
 *
 * @param width that the table keeps to: by the column that wraps, and where that is not enough by putting what stands
 * behind it, from the last column on, on a line below its row
 */
export function table(columns: readonly Column[], rows: Rows, width = Number.POSITIVE_INFINITY): string {
  const inner = columns.slice(0, columnsBeside(columns, rows, width));
  const widths = widthsWithin(inner, rows, width);
  const titles = columns.map(({ title }) => title);
  if (inner.length === columns.length) return drawn(columns, titles, rows, widths);
  return [titles, ...rows].map((row) => withLineBelow(row, columns, inner, widths)).join('\n');
}

function drawn(columns: readonly Column[], head: readonly string[], rows: Rows, widths: readonly number[]): string {
  const made = new Table({
    chars: PLAIN,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    head: [...head],
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: [...widths],
    wordWrap: true,
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
const HANGING = 4;

/** How many columns fit beside each other; all where moving those behind the one that wraps would not do either. */
function columnsBeside(columns: readonly Column[], rows: Rows, width: number): number {
  const wrapping = columns.findIndex(({ wraps }) => wraps);
  const counts = wrapping === -1 ? [] : columns.map((_, index) => columns.length - index);
  const fits = (count: number) => sumOf(widthsWithin(columns.slice(0, count), rows, width)) <= width;
  return counts.find((count) => count > wrapping && fits(count)) ?? columns.length;
}

function widthsWithin(columns: readonly Column[], rows: Rows, width: number): readonly number[] {
  const widestIn = (index: number, of: (cell: string) => number) =>
    rows.reduce((most, row) => Math.max(most, of(row[index] ?? '')), of(columns[index]?.title ?? ''));
  const widths = columns.map((_, index) => widestIn(index, columnsOf));
  const excess = sumOf(widths) - width;
  const wrapping = excess > 0 ? columns.findIndex(({ wraps }) => wraps) : -1;
  const least = () => widestIn(wrapping, (cell) => Math.max(...cell.split(' ').map(columnsOf)));
  return widths.map((each, index) => (index === wrapping ? Math.max(least(), each - excess) : each));
}

function sumOf(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, (widths.length - 1) * GAP);
}

/** What does not fit beside the others stands below them, to the right where its column does. */
function withLineBelow(
  row: readonly string[],
  columns: readonly Column[],
  inner: readonly Column[],
  widths: readonly number[],
): string {
  const own = drawn(inner, [], [row.slice(0, inner.length)], widths);
  const below = row
    .slice(inner.length)
    .filter((cell) => cell !== '')
    .join(' '.repeat(GAP));
  const room = columns[inner.length]?.align === 'right' ? sumOf(widths) - columnsOf(below) : HANGING;
  return below === '' ? own : `${own}\n${' '.repeat(Math.max(0, room))}${below}`;
}

export function indented(text: string, by = 2): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(by) + line))
    .join('\n');
}
