import { Worker } from 'node:worker_threads';
import { workerProgram } from '../../../lambda/worker-program.js';
import { type Mailbox, mailboxIn, mailboxMemory } from './mailbox.js';

/** What the thread is asked: to run a function, whose realm it keeps. Without a text it says that it is there. */
export interface Question {
  readonly code: string;
  /** JSON. */
  readonly input: string;
}

interface Thread {
  readonly mailbox: Mailbox;
  readonly end: () => void;
}

/** A busy machine takes its time to make a thread; nothing of a function runs meanwhile. */
const START_TIMEOUT_MS = 10_000;
const MEMORY_MB = 128;

let current: Thread | undefined;

/**
 * Runs a function on the thread that all functions share, and waits for it: a thread that is there takes a tenth of what
 * `timeout` of `node:vm` takes, which makes and ends one for each run. A function that takes too long goes with its thread.
 *
 * @returns JSON, or undefined where the function took too long or ended without an answer
 */
export function runOnThread(question: Question, timeoutMs: number): string | undefined {
  current ??= startThread();
  const answer = current.mailbox.ask(JSON.stringify(question), timeoutMs);
  if (answer === undefined) {
    current.end();
    current = undefined;
  }
  return answer === '' ? undefined : answer;
}

function startThread(): Thread {
  const memory = mailboxMemory();
  const { source, eval: isText } = workerProgram(new URL('./main.js', import.meta.url));
  const worker = new Worker(source, {
    eval: isText,
    workerData: { memory },
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  // Who waits for a thread sees that it has ended.
  worker.on('error', () => {});
  worker.unref();
  const mailbox = mailboxIn(memory);
  mailbox.ask('', START_TIMEOUT_MS);
  return { mailbox, end: () => void worker.terminate() };
}
