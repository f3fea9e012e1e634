import type { Console } from '../../console.js';

export interface Progress {
  readonly done: (count: number) => void;
  readonly stop: () => void;
}

/** A moving line for a person, one line now and then for a log; both on stderr. */
export async function startProgress(total: number, console: Console): Promise<Progress> {
  const startedAtMs = Date.now();
  const text = (count: number) =>
    `issuing keys  ${count} of ${total}${timeLeft(count, total, Date.now() - startedAtMs)}`;
  if (!(console.isTerminal && process.stderr.isTTY)) return plainProgress(total, text, console);
  const { default: ora } = await import('ora');
  const spinner = ora({ text: text(0), stream: process.stderr, indent: 2, discardStdin: false }).start();
  return {
    done: (count) => {
      spinner.text = text(count);
    },
    stop: () => void spinner.stop(),
  };
}

/** Every tenth of the way. */
function plainProgress(total: number, text: (count: number) => string, console: Console): Progress {
  const step = Math.max(1, Math.ceil(total / 10));
  return {
    done: (count) => {
      if (count % step === 0 || count === total) console.err(`gatewright: ${text(count)}`);
    },
    stop: () => undefined,
  };
}

function timeLeft(count: number, total: number, elapsedMs: number): string {
  if (count === 0 || count === total) return '';
  const seconds = Math.ceil(((elapsedMs / count) * (total - count)) / 1000);
  return seconds >= 90 ? `, about ${Math.round(seconds / 60)} min left` : `, about ${seconds} s left`;
}
