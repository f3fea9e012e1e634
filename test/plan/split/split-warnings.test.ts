import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../lib/plan/plan.js';
import { splitWarnings } from '../../../lib/plan/split/split-warnings.js';
import { statedSplit } from '../../../lib/plan/split/stated-split.js';
import { aRoute, specOf } from '../../spec/specs.js';
import { pinned } from '../arrangements/shops.js';

const starts = (count: number) => Array.from({ length: count }, (_, index) => `/${String.fromCharCode(98 + index)}`);

/** A plan in parts, as far as these warnings look. */
const planWith = (apis: number, from: readonly string[], more: Partial<Plan> = {}) =>
  ({
    apis: Array.from({ length: apis }, (_, index) => ({ id: `http-${index + 1}` })),
    routes: [],
    split: { rule: { from }, chosenBy: 'quota', because: 'too much', parts: from.map((start) => ({ name: start })) },
    ...more,
  }) as unknown as Plan;
const warning = (plan: Plan, code: string) => splitWarnings(plan).find((one) => one.code === code);

describe('a split gateway without an edge', () => {
  it.each<[number, string | undefined]>([
    [1, undefined],
    [2, 'http-1, http-2'],
    [4, 'http-1, http-2, http-3, http-4'],
    [5, 'http-1, http-2, http-3, http-4 and 1 more'],
    [6, 'http-1, http-2, http-3, http-4 and 2 more'],
  ])('of %i APIs is warned of each address: %s', (apis, got) => {
    expect(warning(planWith(apis, ['/n']), 'SPLIT_NO_FRONT')?.got).toBe(got);
  });

  it('has one with an edge', () => {
    expect(warning(planWith(5, ['/n'], { edge: {} as never }), 'SPLIT_NO_FRONT')).toBeUndefined();
  });
});

describe('a split that nothing holds', () => {
  it('may be written by hand where it has 8 starts', () => {
    const fix = warning(planWith(2, starts(8)), 'SPLIT_UNPINNED')?.fix;
    expect(fix).toMatch(/^write split: \{ from: \['\/b', .*'\/i'\] \} on the gateway, or run gatewright plan --pin/);
  });

  it('is left to a pin where it has 9', () => {
    const fix = warning(planWith(2, starts(9)), 'SPLIT_UNPINNED')?.fix;
    expect(fix).toMatch(/^run gatewright plan --pin/);
  });
});

describe('the split that a spec or its pin says', () => {
  const statedBy = (from: readonly string[]) => {
    const pin = pinned({ apis: 'http', edge: false, split: { from } });
    return statedSplit(specOf([aRoute('GET /books')], pin));
  };

  it.each<[string, readonly string[], boolean]>([
    ['is that of a sound pin', ['/n'], true],
    ['is none where a start of it begins no path', ['/n', 'orders'], false],
    ['is none where it has no start', [], false],
    ['is none where a start is there twice', ['/n', '/n'], false],
  ])('%s', (_, from, isTaken) => {
    expect(statedBy(from)).toEqual(isTaken ? { from } : undefined);
  });

  it.each<[string, readonly string[], boolean]>([
    ['is that of a sound spec', ['/n'], true],
    ['is none of a spec whose starts begin no path', ['orders'], false],
  ])('%s', (_, from, isTaken) => {
    expect(statedSplit(specOf([aRoute('GET /books')], { split: { from } }))).toEqual(isTaken ? { from } : undefined);
  });
});
