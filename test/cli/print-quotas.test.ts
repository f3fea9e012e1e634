import { describe, expect, it } from 'vitest';
import { printQuotas, printWarnings } from '../../lib/cli/print-quotas.js';
import { quotaUse } from '../../lib/plan/quotas/quota-use.js';

const lines = (text: string) => text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));

describe('quotas', () => {
  it('are shown with what is used, what is left, and the key of what AWS raises', () => {
    const uses = [
      quotaUse({ name: 'httpRoutes', used: 12, api: 'http' }, undefined),
      quotaUse({ name: 'restResources', used: 973, api: 'rest' }, { restResources: 1_200 }),
      quotaUse({ name: 'httpIntegrations', used: 290, api: 'http' }, undefined),
      quotaUse({ name: 'accountRatePerSecond', used: 12_500 }, undefined),
    ];
    expect(lines(printQuotas(uses, 200))).toEqual([
      '12 of 300 | routes per HTTP API | 288 left | httpRoutes',
      '973 of 1,200 | resources per REST API | 227 left | restResources, raised',
      '290 of 300 | integrations per HTTP API | 10 left | fixed',
      '12,500 of 10,000 | requests per second per account and Region | 2,500 too many | accountRatePerSecond',
      'AWS raises those with a key; state raised ones: quotas: { httpRoutes: 600 }',
    ]);
  });

  it('that are used up have none left, and none too many', () => {
    const [full] = lines(printQuotas([quotaUse({ name: 'httpRoutes', used: 300, api: 'http' }, undefined)], 200));
    expect(full).toBe('300 of 300 | routes per HTTP API | 0 left | httpRoutes');
  });

  it('keep to the width of the terminal, and say which part uses most', () => {
    const uses = [
      quotaUse({ name: 'accountRatePerSecond', used: 12_500 }, undefined),
      quotaUse({ name: 'httpRoutes', used: 12, api: 'http', part: 'orders' }, undefined),
    ];
    const text = printQuotas(uses, 72);
    for (const line of text.split('\n').slice(0, -1)) expect(line.length).toBeLessThanOrEqual(72);
    const words = text.replace(/\s+/g, ' ');
    expect(words).toContain(
      '12,500 of 10,000 requests per 2,500 too many accountRatePerSecond second per account and Region',
    );
    expect(printQuotas(uses, 200)).toContain('routes per HTTP API, in part orders');
  });

  it('that are near are shown again as warnings, with what to do', () => {
    const warning = {
      code: 'QUOTA_NEAR',
      place: 'routes',
      message: '97 % of a quota is used: resources per REST API',
      got: '290',
      allowed: '300',
      fix: 'ask AWS to raise it',
    };
    expect(lines(printWarnings([warning, warning]))).toEqual([
      '97 % of a quota is used: resources per REST API | [QUOTA_NEAR]',
      'routes: 290, of 300',
      'ask AWS to raise it',
      '97 % of a quota is used: resources per REST API | [QUOTA_NEAR]',
      'routes: 290, of 300',
      'ask AWS to raise it',
    ]);
  });
});
