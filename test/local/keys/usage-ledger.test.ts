import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsageDay, parseUsageDay } from '../../../lib/local/keys/usage-day.js';
import { createUsageLedger, KEPT_DAYS } from '../../../lib/local/keys/usage-ledger.js';

describe('days of usage', () => {
  it('are read as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_932_896 }), (day) => {
        expect(parseUsageDay(formatUsageDay(day))).toBe(day);
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-11-21T00:00:00Z', '', ' 2026-11-21', '2026-02-31'])(
    'are not read from %j',
    (text) => {
      expect(parseUsageDay(text)).toBeUndefined();
    },
  );
});

describe('a ledger', () => {
  const TODAY = 20_000;
  const ledgerOf = (onChange = () => {}) => createUsageLedger(() => TODAY, onChange);
  const calls = fc.array(
    fc.record({
      plan: fc.constantFrom('free', 'gold'),
      key: fc.constantFrom('k1', 'k2', '__proto__'),
      day: fc.integer({ min: TODAY - 3, max: TODAY }),
      isKept: fc.boolean(),
    }),
    { maxLength: 40 },
  );

  it('is the same from its changes as from the whole of it, whenever those were taken', () => {
    fc.assert(
      fc.property(calls, (made) => {
        const [ledger, fromChanges, fromAll] = [ledgerOf(), ledgerOf(), ledgerOf()];
        const keep = () => ledger.takeChanges().forEach(fromChanges.restore);
        for (const { plan, key, day, isKept } of made) {
          ledger.of(plan, key).count(day);
          if (isKept) keep();
        }
        keep();
        ledger.all().forEach(fromAll.restore);
        expect(new Set(fromChanges.all())).toEqual(new Set(ledger.all()));
        expect(new Set(fromAll.all())).toEqual(new Set(ledger.all()));
        for (const { plan, key } of made) {
          const expected = made.filter((call) => call.plan === plan && call.key === key).length;
          expect(fromAll.of(plan, key).between(TODAY - 3, TODAY)).toBe(expected);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('says once that there are changes, until they are taken', () => {
    let said = 0;
    const ledger = ledgerOf(() => {
      said += 1;
    });
    ledger.of('free', 'k1').count(TODAY);
    ledger.of('free', 'k1').count(TODAY);
    ledger.of('gold', 'k2').count(TODAY);
    expect(said).toBe(1);
    expect(ledger.takeChanges()).toHaveLength(2);
    expect(ledger.takeChanges()).toEqual([]);
    ledger.of('gold', 'k2').setGrant({ day: TODAY, requests: 4 });
    expect(said).toBe(2);
  });

  it('leaves out days that are too long ago', () => {
    const ledger = ledgerOf();
    const days = { [formatUsageDay(TODAY - KEPT_DAYS)]: 3, [formatUsageDay(TODAY - KEPT_DAYS + 1)]: 4 };
    ledger.restore({ usagePlanId: 'free', keyId: 'k1', days });
    expect(ledger.of('free', 'k1').between(0, TODAY)).toBe(4);
  });
});
