import { PARAMETER } from '../../spec/path-tokens.js';

/** What can come next in a path, in its order, and what each weighs. Where something may end is the first, as ''. */
export type Ladder = readonly { readonly token: string; readonly weight: number }[];

/** Of letters most names are made, and digits number what begins alike. */
const LETTER = 8;
const DIGIT = 4;
const RARE = 0.1;

const rungs = (tokens: string, weight: number) => [...tokens].map((token) => ({ token, weight }));

/** In the order of their codes. */
const signs = (digitWeight: number): Ladder => [
  ...rungs('-.', RARE),
  ...rungs('0123456789', digitWeight),
  ...rungs(':ABCDEFGHIJKLMNOPQRSTUVWXYZ_', RARE),
  ...rungs('abcdefghijklmnopqrstuvwxyz', LETTER),
];
const END = { token: '', weight: RARE };
const SLASH = { token: '/', weight: LETTER };

const AT_FIRST: Ladder = [SLASH];
const AFTER_SLASH: Ladder = [END, ...signs(RARE), { token: PARAMETER, weight: LETTER }];
const AFTER_SIGN: Ladder = [END, SLASH, ...signs(DIGIT)];
const AFTER_PARAMETER: Ladder = [END, SLASH];

/** What can come behind a beginning. */
export function ladderBehind(beginning: string): Ladder {
  if (beginning === '') return AT_FIRST;
  if (beginning.endsWith('/')) return AFTER_SLASH;
  return beginning.endsWith(PARAMETER) ? AFTER_PARAMETER : AFTER_SIGN;
}

/** Which of two or more rungs, from `low` to `high`, is the first of their upper half. It depends on no route. */
export function middleRung(ladder: Ladder, low: number, high: number): number {
  const weights = ladder.slice(low, high + 1).map(({ weight }) => weight);
  const half = weights.reduce((all, weight) => all + weight, 0) / 2;
  let below = 0;
  let middle = low;
  while (middle === low || (middle < high && below < half)) {
    below += weights[middle - low] ?? 0;
    middle += 1;
  }
  return middle;
}
