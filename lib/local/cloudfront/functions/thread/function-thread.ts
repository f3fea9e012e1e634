import { Worker } from 'node:worker_threads';
import { createDeadlines } from '../../../lambda/deadlines.js';
import { workerProgram } from '../../../lambda/worker-program.js';
import type { Question, ThreadData, ThreadMessage } from './thread-protocol.js';

/** A run of a function that has been asked for, and is told its answer once. */
interface Run {
  readonly code: string;
  /** JSON. */
  readonly input: string;
  readonly timeoutMs: number;
  /** JSON; undefined where there is no answer. */
  readonly settle: (output: string | undefined) => void;
}

interface FunctionThread {
  readonly run: (run: Run) => void;
}

/** A busy machine takes its time to make a thread; nothing of a function runs meanwhile. */
const START_TIMEOUT_MS = 10_000;
const MEMORY_MB = 128;

const deadlines = createDeadlines(() => performance.now());
let current: FunctionThread | undefined;

/**
 * Runs a function on the thread that all functions share: a thread that is there takes a tenth of what `timeout` of
 * `node:vm` takes, which makes and ends one for each run. A function that takes too long goes with its thread, and what
 * waits behind it runs on the next one.
 *
 * @param input JSON
 * @returns JSON, or undefined where the function took too long or ended without an answer
 */
export function runOnThread(
  { code, input }: { readonly code: string; readonly input: string },
  timeoutMs: number,
): Promise<string | undefined> {
  return new Promise((settle) => run({ code, input, timeoutMs, settle }));
}

function run(asked: Run): void {
  current ??= startThread((left) => {
    current = undefined;
    left.forEach(run);
  });
  current.run(asked);
}

/** @param onEnd the thread has ended; these were asked of it, and have nothing to do with that */
function startThread(onEnd: (left: readonly Run[]) => void): FunctionThread {
  const ended = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = startWorker({ ended });
  const line: Run[] = [];
  const codes = new Map<string, number>();
  let unsent: Question[] = [];
  let answered = 0;
  let isReady = false;
  let isGone = false;
  let callOff = deadlines.add(START_TIMEOUT_MS, end);

  /** The first in line is what ended it; without a start nothing has run, and nothing will. */
  function end(): void {
    if (isGone) return;
    isGone = true;
    callOff();
    void worker.terminate();
    for (const lost of line.splice(0, isReady ? 1 : line.length)) lost.settle(undefined);
    onEnd(line);
  }

  function watchFirst(): void {
    callOff();
    const [first] = line;
    if (first) callOff = deadlines.add(first.timeoutMs, endLate);
  }

  /** Where this thread was held up itself, the answer may be here already, and only not read. */
  function endLate(): void {
    if (Atomics.load(ended, 0) === answered) end();
    else watchFirst();
  }

  function onMessage(message: ThreadMessage): void {
    if (isGone) return;
    if (message === 'ready') isReady = true;
    else {
      answered += 1;
      line.shift()?.settle(message.output);
    }
    watchFirst();
  }

  /** Once for all requests of a turn of the event loop: the thread is woken once. */
  function send(): void {
    if (!isGone) worker.postMessage(unsent);
    unsent = [];
  }

  function question({ code, input }: Run): Question {
    const known = codes.get(code);
    if (known !== undefined) return { program: known, input };
    codes.set(code, codes.size);
    return { program: codes.size - 1, code, input };
  }

  worker.on('message', onMessage).on('error', end).on('exit', end);
  worker.unref();
  return {
    run(asked) {
      if (unsent.push(question(asked)) === 1) setImmediate(send);
      if (line.push(asked) === 1 && isReady) watchFirst();
    },
  };
}

function startWorker(workerData: ThreadData): Worker {
  const { source, eval: isText } = workerProgram(new URL('./main.js', import.meta.url));
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB };
  return new Worker(source, { eval: isText, workerData, env: {}, execArgv: [], resourceLimits });
}
