/** Where a command prints: reports on `out`, everything else on `err`. */
export interface Console {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether colours and line drawing are welcome. */
  readonly isTerminal: boolean;
  /** Columns of the terminal; where there is none, what `COLUMNS` says, or 100. */
  readonly width: number;
}

export function processConsole(): Console {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    isTerminal: process.stdout.isTTY === true,
    width: widthOf(process.stdout.columns, process.env),
  };
}

const COLUMNS = 100;
const FEWEST_COLUMNS = 40;

/** A terminal that does not know how wide it is says 0. */
export function widthOf(columns: number | undefined, { COLUMNS: stated = '' }: NodeJS.ProcessEnv): number {
  const known = columns || (/^\d+$/.test(stated) ? Number(stated) : COLUMNS);
  return Math.max(FEWEST_COLUMNS, known);
}
