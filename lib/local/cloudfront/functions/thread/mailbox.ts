/** What two threads share: a text one way, then a text the other way, and no event loop has a part in it. */
export interface Mailbox {
  /**
   * Blocks until there is an answer.
   *
   * @returns undefined where there is none in time
   */
  readonly ask: (question: string, timeoutMs: number) => string | undefined;
  /** Blocks until there is a question, and answers it. */
  readonly answer: (answering: (question: string) => string) => void;
}

const FLAGS_BYTES = 16;
const [ASKED, ANSWERED, LENGTH] = [0, 1, 2] as const;
/** Far above an event with all headers that Node.js takes, and an answer with the largest body of CloudFront. */
const MAX_TEXT_BYTES = 1024 * 1024;

export const mailboxMemory = (): SharedArrayBuffer => new SharedArrayBuffer(FLAGS_BYTES + MAX_TEXT_BYTES);

/** One end of it. A text that is too long arrives as an empty one. */
export function mailboxIn(memory: SharedArrayBuffer): Mailbox {
  const flags = new Int32Array(memory, 0, FLAGS_BYTES / 4);
  const bytes = Buffer.from(memory, FLAGS_BYTES);
  const read = () => bytes.toString('utf8', 0, flags[LENGTH]);
  const write = (text: string) => {
    flags[LENGTH] = Buffer.byteLength(text) > bytes.length ? 0 : bytes.write(text);
  };
  const signal = (flag: number, turn: number) => {
    Atomics.store(flags, flag, turn);
    Atomics.notify(flags, flag);
  };
  let turn = 0;
  return {
    ask(question, timeoutMs) {
      turn += 1;
      write(question);
      signal(ASKED, turn);
      Atomics.wait(flags, ANSWERED, turn - 1, timeoutMs);
      return Atomics.load(flags, ANSWERED) === turn ? read() : undefined;
    },
    answer(answering) {
      Atomics.wait(flags, ASKED, turn);
      turn += 1;
      write(answering(read()));
      signal(ANSWERED, turn);
    },
  };
}
