import { startCommand, stopCommand, tail } from '../run-command.js';

export interface Attacked {
  readonly properties: readonly { readonly name: string; readonly inputs: number; readonly failure: string }[];
  /** Empty, or how it ended: what it said last, and the batch that it was at. */
  readonly ending: string;
}

/** What the process says, a line of JSON each. */
export type Word =
  | { readonly kind: 'batch'; readonly name: string; readonly seed: number; readonly numRuns: number }
  | { readonly kind: 'property'; readonly name: string; readonly inputs: number; readonly failure: string };

const HEAP_MB = 384;
/** A batch takes a second or two, and some of its inputs may take a few; a property that fails is then made small. */
const SILENCE_MS = 90_000;

/** Tries all properties of an area in a process of its own. */
export function attack(program: string, area: string, seconds: number, seed: number): Promise<Attacked> {
  const args = [`--max-old-space-size=${HEAP_MB}`, '--import', 'tsx', program, area, `${seconds}`, `${seed}`];
  const child = startCommand(process.execPath, args, {});
  const properties: Attacked['properties'][number][] = [];
  let batch = 'before the first batch';
  let errors = '';
  let silent = '';
  let rest = '';
  const hear = () =>
    setTimeout(() => {
      silent = `it said nothing for ${SILENCE_MS / 1_000} s`;
      void stopCommand(child);
    }, SILENCE_MS);
  let watchdog = hear();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    clearTimeout(watchdog);
    watchdog = hear();
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const word = JSON.parse(line) as Word;
      if (word.kind === 'property') properties.push(word);
      else batch = JSON.stringify(word);
    }
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-8_000);
  });
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      clearTimeout(watchdog);
      const ending = code === 0 ? '' : `${silent || `it ended with ${code ?? signal}`}, at ${batch}\n${tail(errors)}`;
      resolve({ properties, ending });
    }),
  );
}
