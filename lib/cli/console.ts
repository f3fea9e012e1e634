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
    width: process.stdout.columns ?? columnsOf(process.env),
  };
}

const COLUMNS = 100;
const FEWEST_COLUMNS = 40;

function columnsOf({ COLUMNS: stated = '' }: NodeJS.ProcessEnv): number {
  return /^\d+$/.test(stated) ? Math.max(FEWEST_COLUMNS, Number(stated)) : COLUMNS;
}
