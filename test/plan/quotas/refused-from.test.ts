import { expect, it } from 'vitest';
import { type QuotaName, quotas } from '../../../lib/facts/quotas.js';
import { isRefused } from '../../../lib/plan/quotas/quota-findings.js';
import { quotaUse } from '../../../lib/plan/quotas/quota-use.js';

const isRefusedAt = (name: QuotaName, share: number) =>
  isRefused(quotaUse({ name, used: Math.round(quotas[name].value * share) }, undefined));

it.each<[QuotaName, number, number]>([
  ['restImportBytes', 1.049, 1.051],
  ['templateBytes', 1.049, 1.051],
  ['httpIntegrations', 1, 1.01],
])('%s is refused above %f of what AWS takes, as far as its estimate is off', (name, most, tooMuch) => {
  expect(isRefusedAt(name, most)).toBe(false);
  expect(isRefusedAt(name, tooMuch)).toBe(true);
});

it('the rate of an account is refused at no level: it holds whatever a route says', () => {
  expect(isRefusedAt('accountRatePerSecond', 1_000)).toBe(false);
});
