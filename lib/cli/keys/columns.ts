import { oneLine } from '../../errors/one-line.js';
import { cutTo, padded, textWidth } from './text-width.js';

export interface KeyColumn<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** May be cut to this many columns where the terminal is narrow. @default never cut */
  readonly least?: number;
  readonly paint?: (text: string, row: Row) => string;
}

export interface Columns<Row> {
  readonly head: (paint: (text: string) => string) => string;
  readonly line: (row: Row) => string;
}

const GAP = '  ';

/**
 * Columns as wide as some rows need them, within a terminal's width. Later rows are printed one by one as they come:
 * ten thousand keys are never all laid out at once. Control characters of a cell are escaped.
 *
 * @param width Infinity where nothing is to be cut
 */
export function columnsFor<Row>(
  columns: readonly KeyColumn<Row>[],
  sample: readonly Row[],
  width: number,
): Columns<Row> {
  const widths = fitted(columns, sample, width);
  const joined = (cells: readonly string[]) => cells.join(GAP).trimEnd();
  return {
    head: (paint) => joined(columns.map(({ title, align }, index) => paint(padded(title, widths[index] ?? 0, align)))),
    line: (row) =>
      joined(
        columns.map((column, index) => {
          const cell = padded(cutTo(cellOf(column, row), widths[index] ?? 0), widths[index] ?? 0, column.align);
          return column.paint ? column.paint(cell, row) : cell;
        }),
      ),
  };
}

function cellOf<Row>(column: KeyColumn<Row>, row: Row): string {
  return oneLine(column.text(row), 200);
}

/** The widest of the columns that may be cut gives way first. */
function fitted<Row>(columns: readonly KeyColumn<Row>[], sample: readonly Row[], width: number): readonly number[] {
  const widths = columns.map((column) =>
    Math.max(textWidth(column.title), ...sample.map((row) => textWidth(cellOf(column, row)))),
  );
  let excess = widths.reduce((sum, one) => sum + one, 0) + GAP.length * (columns.length - 1) - width;
  while (excess > 0) {
    const widest = widestOf(columns, widths);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function widestOf<Row>(columns: readonly KeyColumn<Row>[], widths: readonly number[]): number | undefined {
  const open = columns.flatMap(({ least }, index) =>
    least !== undefined && (widths[index] ?? 0) > least ? [index] : [],
  );
  return open.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
}
