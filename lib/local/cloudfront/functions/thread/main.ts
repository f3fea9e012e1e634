import { workerData } from 'node:worker_threads';
import { createRealm, type Realm } from './function-realm.js';
import type { Question } from './function-thread.js';
import { mailboxIn } from './mailbox.js';

/** Each reload of the gateway may bring other functions: those that were made first go. */
const MAX_REALMS = 20;

const realms = new Map<string, Realm>();

function realmOf(code: string): Realm {
  const realm = realms.get(code) ?? createRealm(code);
  realms.set(code, realm);
  const [oldest] = realms.keys();
  if (realms.size > MAX_REALMS && oldest !== undefined) realms.delete(oldest);
  return realm;
}

function answering(text: string): string {
  if (text === '') return '';
  const { code, input }: Question = JSON.parse(text);
  return realmOf(code)(input) ?? '';
}

const mailbox = mailboxIn((workerData as { readonly memory: SharedArrayBuffer }).memory);
for (;;) mailbox.answer(answering);
