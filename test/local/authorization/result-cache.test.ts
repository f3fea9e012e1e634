import { describe, expect, it } from 'vitest';
import { resultCache } from '../../../lib/local/authorization/result-cache.js';

describe('resultCache', () => {
  it('keeps a result for its time and no longer', () => {
    const cache = resultCache<string>(60);
    cache.set('a', 'one', 1_000);
    expect([cache.get('a', 60_999), cache.get('a', 61_000), cache.get('b', 1_000)]).toEqual([
      'one',
      undefined,
      undefined,
    ]);
  });

  it('keeps nothing for zero seconds', () => {
    const cache = resultCache<string>(0);
    cache.set('a', 'one', 1_000);
    expect(cache.get('a', 1_000)).toBeUndefined();
  });

  it('lets the oldest go where callers bring ever new values', () => {
    const cache = resultCache<number>(60);
    for (let index = 0; index <= 10_000; index++) cache.set(`k${index}`, index, 1_000);
    expect([cache.get('k0', 1_000), cache.get('k1', 1_000), cache.get('k10000', 1_000)]).toEqual([
      undefined,
      1,
      10_000,
    ]);
  });
});
