import { describe, expect, it } from 'vitest';
import { backtrackingSteps } from '../../../lib/local/waf/regex/backtracking-steps.js';

describe('the steps of a pattern', () => {
  it.each([
    ['^/books$', 1],
    ['/books', 100],
    ['^/books/[^/]+$', 100],
    ['^/books/[^/+*(]+$', 100],
    ['^/b\\+\\*\\)\\{', 1],
    ['books/[^/]+', 10_000],
    ['^/[^/]+/a{2,30}$', 10_000],
    ['^/a?b?$', 4],
    ['^(?:a|b)(?<n>c|d)$', 400],
    ['^(a+)+$', Number.POSITIVE_INFINITY],
    ['^(?:a|a){1,30}$', Number.POSITIVE_INFINITY],
    ['(a*)*', Number.POSITIVE_INFINITY],
  ])('%s over 99 characters: %d', (pattern, steps) => {
    expect(backtrackingSteps(pattern)(99)).toBe(steps);
  });

  it.each(['^a*a*a*a*a*a*b', '(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b'])(
    'of %s are too many to go without a watch',
    (pattern) => expect(backtrackingSteps(pattern)(99)).toBeGreaterThan(1_000_000),
  );
});
