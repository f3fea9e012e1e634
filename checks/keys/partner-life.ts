import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../call.js';
import type { Report } from '../report.js';
import { jsonOf, type KeysCommand } from './keys-command.js';

/** Where the partner's life takes place. */
export interface Place {
  readonly name: string;
  readonly keys: KeysCommand;
  /** A route that takes a key of the plan `free`: 2 calls a second, 5 at once. */
  readonly feed: string;
  /** Whether it tells of keys' use, and gives back tags that were set later. */
  readonly isWhole: boolean;
}

const PLAN = { ratePerSecond: 2, burst: 5 };

interface Key {
  readonly id: string;
  readonly value: string;
}

/** Ask, issue, call, 429, usage, rotate with both values, revoke: each a line of the report. */
export async function partnerLife({ name, keys, feed, isWhole }: Place, report: Report): Promise<void> {
  const attempt = <T>(what: string, assertion: () => Promise<T>) => report.attempt(`${name}: ${what}`, assertion);
  const seen: string[] = [];
  const heard: KeysCommand = async (...args) => {
    const result = await keys(...args);
    seen.push(result.stdout, result.stderr);
    return result;
  };

  await attempt('who asks without a key gets 403', () => expectStatus(feed, undefined, 403));
  const key = await attempt('a key is issued, and its value said once', () => issue(keys));
  if (!key) return;
  await attempt('the same request makes no second key', () => requestTwice(keys));
  await attempt('the key opens the feed', () => expectStatus(feed, key.value, 200));
  const served = await attempt("the plan's burst is served, and then 429", () => exhaust(feed, key.value, isWhole));
  if (isWhole) await attempt('usage says what was served', () => readUsage(heard, key.id, 1 + (served ?? 0)));
  const next = await attempt('rotated, there is another value', () => rotate(keys, key));
  if (!next) return;
  await attempt('for the grace both values open the feed', async () => {
    await sleep(1_000 / PLAN.ratePerSecond);
    await expectStatus(feed, key.value, 200);
    await expectStatus(feed, next.value, 200);
  });
  if (isWhole) await attempt('in its grace a key is not rotated again', () => refuseRotation(heard, key.id));
  await attempt('revoked, the old value is refused, and the new one goes on', async () => {
    await revoke(heard, key.id);
    await expectStatus(feed, key.value, 403);
    await expectStatus(feed, next.value, 200);
  });
  await attempt('revoked as well, the new value is refused', async () => {
    await revoke(heard, next.id);
    await expectStatus(feed, next.value, 403);
  });
  await attempt('nothing is left of the partner', async () => {
    assert.deepEqual(await jsonOf(heard, 'list', '--owner', 'acme'), []);
    if (isWhole) assert.equal((await heard('check')).code, 0);
  });
  await attempt('no other command said a value', async () => {
    assert.ok(seen.length >= 6);
    for (const value of [key.value, next.value]) assert.ok(!seen.some((text) => text.includes(value)));
  });
}

async function issue(keys: KeysCommand): Promise<Key> {
  const made = await jsonOf(keys, 'issue', '--plan', 'free', '--owner', 'acme', '--expires', '90d');
  assert.equal(made.outcome, 'issued');
  assert.match(made.value, /^[A-Za-z0-9]{40}$/);
  return { id: made.keys[0].keyId, value: made.value };
}

async function requestTwice(keys: KeysCommand): Promise<void> {
  const request = ['issue', '--plan', 'free', '--owner', 'globex', '--request-id', 'order-17'];
  const [first, second] = [await jsonOf(keys, ...request), await jsonOf(keys, ...request)];
  assert.deepEqual([first.outcome, second.outcome], ['issued', 'was-issued']);
  assert.deepEqual(second.keys, first.keys);
  assert.equal(second.value, undefined);
  await revoke(keys, first.keys[0].keyId);
}

async function expectStatus(feed: string, key: string | undefined, status: number): Promise<void> {
  const answer = await call(feed, key === undefined ? {} : { headers: { 'x-api-key': key } });
  assert.equal(answer.status, status, JSON.stringify(answer.body));
}

/** Calls all at once until the bucket is empty. @returns how many were served */
async function exhaust(feed: string, key: string, isWhole: boolean): Promise<number> {
  const startedMs = Date.now();
  const request = { headers: { 'x-api-key': key }, signal: AbortSignal.timeout(30_000) };
  const answers = await Promise.all(Array.from({ length: PLAN.burst * 6 }, () => fetch(feed, request)));
  const refilled = Math.ceil((PLAN.ratePerSecond * (Date.now() - startedMs)) / 1_000);
  const served = answers.filter(({ status }) => status === 200).length;
  const [refused, ...others] = answers.filter(({ status }) => status === 429);
  assert.ok(refused, 'nothing was refused');
  assert.equal(served + 1 + others.length, answers.length, 'some calls got neither 200 nor 429');
  assert.ok(served >= PLAN.burst - 1 && served <= PLAN.burst + refilled, `${served} of ${answers.length} were served`);
  if (isWhole) {
    assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    assert.match(refused.headers.get('content-type') ?? '', /^application\/problem\+json/);
  }
  await Promise.all([refused, ...others].map((answer) => answer.text()));
  return served;
}

async function readUsage(keys: KeysCommand, id: string, used: number): Promise<void> {
  const text = JSON.stringify(await jsonOf(keys, 'usage', id));
  assert.match(text, new RegExp(`"used":${used}\\b`), text);
}

async function rotate(keys: KeysCommand, key: Key): Promise<Key> {
  const made = await jsonOf(keys, 'rotate', key.id, '--grace', '7d');
  assert.match(made.value, /^[A-Za-z0-9]{40}$/);
  assert.notEqual(made.value, key.value);
  return { id: made.keys[0].keyId, value: made.value };
}

async function refuseRotation(keys: KeysCommand, id: string): Promise<void> {
  const { code, stderr } = await keys('rotate', id);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /was rotated already/);
}

async function revoke(keys: KeysCommand, id: string): Promise<void> {
  const { code, stderr } = await keys('revoke', id, '--yes');
  assert.equal(code, 0, stderr);
}
