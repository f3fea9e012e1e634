import { createHash } from 'node:crypto';

/** How long a no is kept: a flood of one bad token does not reach whoever said it. */
export const REFUSED_MS = 5_000;

/** An instance serves one request at a time; more tokens than this seldom come round again in time. */
const MOST_ANSWERS = 1_000;

export interface KeptAnswer<T> {
  readonly value: T;
  /** Not in the past: kept until then; else for those alone who wait for it. */
  readonly untilMs: number;
}

/** The answer for a token: a known one, else what `ask` gives, which is asked once for all that come together. */
export type KeptAnswers<T> = (token: string, ask: () => Promise<KeptAnswer<T>>) => Promise<T>;

/** Answers by token, those used last kept longest. Keys are hashes: no token stays in memory for it. */
export function keptAnswers<T>(nowMs: () => number, most = MOST_ANSWERS): KeptAnswers<T> {
  const kept = new Map<string, KeptAnswer<T>>();
  const asked = new Map<string, Promise<KeptAnswer<T>>>();
  return async (token, ask) => {
    const key = createHash('sha256').update(token).digest('hex');
    const known = kept.get(key);
    kept.delete(key);
    if (known && nowMs() < known.untilMs) {
      kept.set(key, known);
      return known.value;
    }
    const asking = asked.get(key) ?? ask().finally(() => asked.delete(key));
    asked.set(key, asking);
    const answer = await asking;
    if (nowMs() < answer.untilMs) kept.set(key, answer);
    dropOldest(kept, most);
    return answer.value;
  };
}

function dropOldest(kept: Map<string, unknown>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}
