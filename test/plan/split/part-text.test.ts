import { describe, expect, it } from 'vitest';
import { apiNameOf, descriptionOf, stackDescriptionOf } from '../../../lib/plan/split/part-text.js';
import type { Split } from '../../../lib/spec/split.js';

const sliceOf = (rule: Split, part: string | undefined, prefixes: readonly string[]) => ({
  gateway: 'shop',
  description: 'Books and more',
  split: { rule, chosenBy: 'spec', because: '', parts: [{ name: part ?? 'other', prefixes }] } as const,
  ...(part !== undefined && { part }),
});
const NAMED: Split = { parts: { sales: ['/orders', '/carts'] } };

const volumeOf = (part: string, from: string, before?: string) => ({
  ...sliceOf({ from: ['/o', '/r'] }, part, []),
  split: {
    rule: { from: ['/o', '/r'] },
    chosenBy: 'spec',
    because: '',
    parts: [{ name: part, from, ...(before !== undefined && { before }) }],
  } as const,
});

const bytesOf = (text = '') => Buffer.byteLength(text);

describe('what APIs and stacks of parts are called', () => {
  it.each<[string, Parameters<typeof descriptionOf>[0], string, string]>([
    ['a gateway’s own', sliceOf(NAMED, undefined, []), 'shop', 'Books and more'],
    [
      'a part by name',
      sliceOf(NAMED, 'sales', ['/orders', '/carts']),
      'shop-sales',
      'sales, a part of shop: /orders, /carts',
    ],
    ['a volume', volumeOf('o', '/o', '/r'), 'shop-o', 'o, a part of shop: from /o, before /r'],
    ['the last volume', volumeOf('r', '/r'), 'shop-r', 'r, a part of shop: from /r on'],
  ])('is for %s', (_what, slice, name, description) => {
    expect([apiNameOf(slice), descriptionOf(slice)]).toEqual([name, description]);
  });

  it('is no longer than API Gateway and CloudFormation take, and says how much more there is', () => {
    const long = sliceOf(
      NAMED,
      'p'.repeat(200),
      Array.from({ length: 300 }, (_, index) => `/path${index}`),
    );
    expect(apiNameOf(long)).toHaveLength(128);
    for (const [text = '', most] of [
      [descriptionOf(long), 1_024],
      [stackDescriptionOf(long, 'p'.repeat(200)), 512],
    ] as const) {
      const [, shown = '', more] = /: (\/path0, .*, \/path\d+) and (\d+) more$/.exec(text) ?? [];
      const count = shown.split(', ').length;
      expect(count + Number(more)).toBe(300);
      expect(bytesOf(text)).toBeLessThanOrEqual(most);
      expect(bytesOf(text) + bytesOf(`, /path${count}`)).toBeGreaterThan(most);
    }
  });

  it.each([1, 2])('is cut within a name where that leaves no room for one of %i paths', (count) => {
    const long = sliceOf(
      NAMED,
      'p'.repeat(600),
      Array.from({ length: count }, () => '/path'),
    );
    const text = stackDescriptionOf(long, 'p'.repeat(600));
    expect(text).toMatch(count === 1 ? /^p+…$/ : /^p+… and 1 more$/);
    expect(bytesOf(text)).toBe(512);
  });

  it('has all paths where there is just room for them', () => {
    const prefixes = ['/orders', `/${'b'.repeat(1_024 - 'sales, a part of shop: /orders, /'.length)}`];
    const full = descriptionOf(sliceOf(NAMED, 'sales', prefixes));
    expect(bytesOf(full)).toBe(1_024);
    expect(full).toContain(prefixes[1]);
    const [first = '', second = ''] = prefixes;
    expect(descriptionOf(sliceOf(NAMED, 'sales', [first, `${second}b`]))).toBe(
      'sales, a part of shop: /orders and 1 more',
    );
  });

  it('has no description where the gateway has none', () => {
    expect(descriptionOf({ gateway: 'shop' })).toBeUndefined();
  });
});
