import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPrices, prices } from '../../../lib/facts/prices.js';
import { costLines, type Need, totalUsd, usdFor } from '../../../lib/plan/cost/cost-line.js';

const usdOf = (needs: readonly Need[]) => costLines(needs, listPrices).map(({ usdPerMonth }) => usdPerMonth);

describe('lines of one price', () => {
  it('share its steps: the second goes on where the first ended', () => {
    // Lambda's GB-s: 7.5 billion at 0.0000133334, the next 11.25 at 0.0000120001.
    const [handlers, authorizers] = usdOf([
      { id: 'handlerCompute', quantity: 7e9 },
      { id: 'authorizerCompute', quantity: 1e9 },
    ]);
    expect(handlers).toBeCloseTo(7e9 * 0.0000133334, 6);
    expect(authorizers).toBeCloseTo(0.5e9 * 0.0000133334 + 0.5e9 * 0.0000120001, 6);
  });

  it('say from where on they count', () => {
    const lines = costLines(
      [
        { id: 'functionLogs', quantity: 10_000 },
        { id: 'authorizerLogs', quantity: 500 },
        { id: 'edgeLogs', quantity: 300 },
      ],
      listPrices,
    );
    // 240 GB to 10,240 at 0.50, 260 above at 0.25; logs of the edge have steps of their own.
    expect(lines.map(({ from, usdPerMonth }) => [from, usdPerMonth])).toEqual([
      [0, 5_000],
      [10_000, 240 * 0.5 + 260 * 0.25],
      [0, 150],
    ]);
  });

  it('come to what one of their sum would', () => {
    const quantity = fc.double({ min: 0, max: 4e10, noNaN: true });
    fc.assert(
      fc.property(quantity, quantity, (one, other) => {
        const split = costLines(
          [
            { id: 'handlerCompute', quantity: one },
            { id: 'authorizerCompute', quantity: other },
          ],
          listPrices,
        );
        expect(totalUsd(split)).toBeCloseTo(usdFor('lambdaGbSeconds', one + other, listPrices), 3);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a line', () => {
  it('has the price that its dollars come of, for how many units, and where it was read', () => {
    const usd = { ...listPrices.usd, restApiRequests: 7 };
    const sources = { ...listPrices.sources, restApiRequests: 'frankfurt.json' };
    const [own, ours] = costLines(
      [
        { id: 'restRequests', quantity: 3e6 },
        { id: 'httpRequests', quantity: 2e6 },
      ],
      { ...listPrices, usd, sources },
    );
    expect(own).toMatchObject({ usd: 7, per: 1e6, source: 'frankfurt.json', usdPerMonth: 21 });
    const { source, per } = prices.httpApiRequests;
    expect(ours).toMatchObject({ usd: [{ upTo: 300e6, usd: 1 }, { usd: 0.9 }], per, source, usdPerMonth: 2 });
  });

  it('is none of what is not needed', () => {
    expect(costLines([{ id: 'traces', quantity: 0 }], listPrices)).toEqual([]);
  });
});
