import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceText, quantityText } from '../../lib/cli/price-text.js';
import { listPrices, type PriceKey, prices } from '../../lib/facts/prices.js';
import type { CostItemId } from '../../lib/plan/cost/cost-items.js';
import { costLines } from '../../lib/plan/cost/cost-line.js';

const linesOf = (id: CostItemId, ...quantities: readonly number[]) =>
  quantities.flatMap((quantity) => costLines([{ id, quantity }], listPrices));

describe('the price of a line', () => {
  it.each<[string, CostItemId, readonly number[], string]>([
    ['a million', 'httpRequests', [1e6], '1.00/M'],
    ['a step that is passed', 'restRequests', [1e6, 10e9], '3.50…2.38/M'],
    ['the end of a step, which belongs to it', 'restRequests', [333e6], '3.50/M'],
    ['one unit more', 'restRequests', [333e6 + 1], '3.50…2.80/M'],
    ['bytes', 'accessLogs', [3], '0.50/GB'],
    ['digits that are not zero', 'handlerCompute', [12_500], '0.0000133334/GB-s'],
    ['months', 'logStorage', [3], '0.03/GB-month'],
    ['single things', 'alarms', [2], '0.10 each'],
    ['a flat plan', 'flatPlan', [1], '0.00/month'],
  ])('says %s', (_title, id, quantities, text) => {
    expect(priceText(linesOf(id, ...quantities))).toBe(text);
  });

  it('begins where lines above have ended', () => {
    const [, second] = costLines(
      [
        { id: 'handlerCompute', quantity: 8e9 },
        { id: 'authorizerCompute', quantity: 1e9 },
      ],
      listPrices,
    );
    expect(priceText(second ? [second] : [])).toBe('0.0000120001/GB-s');
  });

  it('is nothing of no line', () => {
    expect(priceText([])).toBe('');
  });
});

describe('the quantity of a line', () => {
  it.each<[number, number, string]>([
    [0.4656612873, 1, '0.4657'],
    [0.00012345678, 1, '0.0001235'],
    [12_500, 1, '12,500'],
    [3.814697265625, 1, '3.8147'],
    [38_146.97265625, 1, '38,146.97'],
    [444_444.444444, 1e6, '444,444'],
    [1e15, 1e6, '1,000,000,000,000,000'],
  ])('%d for %d units is %s', (quantity, per, text) => {
    expect(quantityText({ quantity, per })).toBe(text);
  });

  it('has digits enough for the cents beside it, whatever the price', () => {
    const flat = (Object.keys(prices) as PriceKey[]).filter(
      (key) => typeof prices[key].usd === 'number' && prices[key].usd <= 5,
    );
    fc.assert(
      fc.property(fc.constantFrom(...flat), fc.double({ min: 0.001, max: 1e6, noNaN: true }), (key, amount) => {
        const { per, usd } = prices[key];
        const quantity = per > 1 ? Math.round(amount * per) : amount;
        const read = Number(quantityText({ quantity, per }).replaceAll(',', ''));
        const price = (usd as number) / per;
        expect(Math.abs(read * price - quantity * price)).toBeLessThan(0.026);
      }),
      { numRuns: 300 },
    );
  });
});
