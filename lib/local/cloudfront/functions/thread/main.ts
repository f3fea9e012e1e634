import { parentPort, workerData } from 'node:worker_threads';
import { createRealm, type Realm } from './function-realm.js';
import type { Question, ThreadData, ThreadMessage } from './thread-protocol.js';

/** Each reload of the gateway may bring other functions: those that were made first go. */
const MAX_REALMS = 20;
/** Far above an answer with the largest body of CloudFront, and all headers that Node.js takes. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

const codes = new Map<number, string>();
const realms = new Map<number, Realm>();

function realmOf({ program, code }: Question): Realm {
  if (code !== undefined) codes.set(program, code);
  const realm = realms.get(program) ?? createRealm(codes.get(program) ?? '');
  realms.set(program, realm);
  const [oldest] = realms.keys();
  if (realms.size > MAX_REALMS && oldest !== undefined) realms.delete(oldest);
  return realm;
}

function answer(question: Question): ThreadMessage {
  const output = realmOf(question)(question.input);
  const isTooLong = output !== undefined && Buffer.byteLength(output) > MAX_OUTPUT_BYTES;
  return { output: isTooLong ? undefined : output };
}

const { ended } = workerData as ThreadData;
const post = (message: ThreadMessage) => parentPort?.postMessage(message);
// What a function rejects and does not look at is no concern of the functions after it.
process.on('unhandledRejection', () => {});
parentPort?.on('message', (questions: readonly Question[]) => {
  for (const question of questions) {
    const message = answer(question);
    Atomics.add(ended, 0, 1);
    post(message);
  }
});
post('ready');
