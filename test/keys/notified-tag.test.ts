import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTagValue } from '../../lib/keys/key-tags.js';
import { type Notified, notifiedTagOf, readNotifiedTag } from '../../lib/keys/notified-tag.js';

const quotas = fc.record({
  kind: fc.constant('quota' as const),
  plan: fc.stringMatching(/^[a-z][a-z0-9-]{0,62}$/),
  since: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  percent: fc.constantFrom(80, 100),
});
const notices = fc.oneof(quotas, fc.constantFrom<Notified>({ kind: 'end-owed' }, { kind: 'end-told' }));

describe('the tag that remembers what was told', () => {
  it('reads what it writes, in words that AWS takes', () => {
    const holds = (notified: Notified) => {
      const text = notifiedTagOf(notified);
      expect(isTagValue(text)).toBe(true);
      expect(readNotifiedTag(text)).toEqual(notified);
    };
    fc.assert(fc.property(notices, holds), { numRuns: 200 });
  });

  it.each([undefined, '', 'gold', 'gold/2026-11-01', 'gold/november/80', 'Gold/2026-11-01/80', 'a/2026-11-01/80/9'])(
    'reads nothing into %j',
    (text) => {
      expect(readNotifiedTag(text)).toBeUndefined();
    },
  );
});
