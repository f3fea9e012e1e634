import { expect, it } from 'vitest';
import { createClaims } from '../../../lib/local/lambda/claims.js';

it('gives an invocation to the worker or back to the pool, never to both', () => {
  const pool = createClaims();
  const worker = createClaims(pool.buffer);
  pool.queue(1);
  pool.queue(2);
  expect([worker.start(1), pool.recall(1), worker.start(1)]).toEqual([true, false, false]);
  expect([pool.recall(2), worker.start(2), pool.recall(2)]).toEqual([true, false, false]);
});

it('keeps a ticket taken back when a later one has its slot', () => {
  const claims = createClaims();
  claims.queue(3);
  claims.recall(3);
  claims.queue(3 + 64);
  expect([claims.start(3), claims.recall(3), claims.start(3 + 64)]).toEqual([false, false, true]);
});

it('tells the pool that the worker has begun, and nothing of other tickets', () => {
  const pool = createClaims();
  const worker = createClaims(pool.buffer);
  for (const ticket of [4, 5, 6]) pool.queue(ticket);
  worker.start(4);
  pool.recall(5);
  expect([4, 5, 6, 4 + 64].map(pool.isStarted)).toEqual([true, false, false, false]);
});
