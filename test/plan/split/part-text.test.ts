import { describe, expect, it } from 'vitest';
import { apiNameOf, descriptionOf } from '../../../lib/plan/split/part-text.js';
import type { Split } from '../../../lib/spec/split.js';

const sliceOf = (rule: Split, part: string | undefined, prefixes: readonly string[]) => ({
  gateway: 'shop',
  description: 'Books and more',
  split: { rule, chosenBy: 'spec', because: '', parts: [{ name: part ?? 'other', prefixes }] } as const,
  ...(part !== undefined && { part }),
});
const NAMED: Split = { parts: { sales: ['/orders', '/carts'] } };

describe('what APIs and stacks of parts are called', () => {
  it.each<[string, ReturnType<typeof sliceOf>, string, string]>([
    ['a gateway’s own', sliceOf(NAMED, undefined, []), 'shop', 'Books and more'],
    [
      'a part by name',
      sliceOf(NAMED, 'sales', ['/orders', '/carts']),
      'shop-sales',
      'sales, a part of shop: /orders, /carts',
    ],
    ['a part by beginning', sliceOf({ at: ['/'] }, 'o', ['/o']), 'shop-o', 'o, a part of shop: /o…'],
  ])('is for %s', (_what, slice, name, description) => {
    expect([apiNameOf(slice), descriptionOf(slice)]).toEqual([name, description]);
  });

  it('is no longer than API Gateway takes', () => {
    const long = sliceOf(
      NAMED,
      'p'.repeat(200),
      Array.from({ length: 300 }, (_, index) => `/path${index}`),
    );
    expect(apiNameOf(long)).toHaveLength(128);
    expect(descriptionOf(long)).toHaveLength(1_024);
  });

  it('has no description where the gateway has none', () => {
    expect(descriptionOf({ gateway: 'shop' })).toBeUndefined();
  });
});
