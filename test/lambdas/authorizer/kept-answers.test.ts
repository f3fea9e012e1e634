import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptAnswers } from '../../../lambdas/authorizer/kept-answers.js';

describe('kept answers', () => {
  it('are dropped when there are too many, those used least recently first', async () => {
    const kept = keptAnswers<string>(() => 0, 2);
    const asked: string[] = [];
    const get = (token: string) => kept(token, async () => ({ value: String(asked.push(token)), untilMs: 1 }));
    for (const token of ['a', 'b', 'a', 'c', 'a', 'b']) await get(token);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('are not what a failure leaves behind', async () => {
    const kept = keptAnswers<string>(() => 0);
    await expect(kept('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await kept('a', async () => ({ value: 'there', untilMs: 1 }))).toBe('there');
  });

  it('are one failure for all that wait for it', async () => {
    const kept = keptAnswers<string>(() => 0);
    let asked = 0;
    const ask = async () => {
      asked += 1;
      throw new Error('gone');
    };
    const results = await Promise.allSettled([kept('a', ask), kept('a', ask)]);
    expect([asked, results.map(({ status }) => status)]).toEqual([1, ['rejected', 'rejected']]);
  });

  it('never are those of another token, nor older than they may be, whatever is asked when', async () => {
    const step = fc.record({ token: fc.constantFrom('a', 'A', 'ab', '', 'b'), waitMs: fc.nat(20), keepMs: fc.nat(30) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 3 }), async (steps, most) => {
        let nowMs = 0;
        const kept = keptAnswers<{ token: string; untilMs: number }>(() => nowMs, most);
        for (const { token, waitMs, keepMs } of steps) {
          nowMs += waitMs;
          const untilMs = nowMs + keepMs;
          let isAsked = false;
          const answer = await kept(token, async () => {
            isAsked = true;
            return { value: { token, untilMs }, untilMs };
          });
          expect(answer.token).toBe(token);
          if (!isAsked) expect(answer.untilMs).toBeGreaterThan(nowMs);
        }
      }),
      { numRuns: 200 },
    );
  });
});
