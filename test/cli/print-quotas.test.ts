import { describe, expect, it } from 'vitest';
import { printQuotas, printWarnings } from '../../lib/cli/print-quotas.js';
import { quotaUse } from '../../lib/plan/quotas/quota-use.js';

const lines = (text: string) => text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));

describe('quotas', () => {
  it('are shown with what is used, what is left and whether AWS raises them', () => {
    const uses = [
      quotaUse({ name: 'httpRoutes', used: 12, api: 'http' }, undefined),
      quotaUse({ name: 'restResources', used: 973, api: 'rest' }, { restResources: 1_200 }),
      quotaUse({ name: 'httpIntegrations', used: 290, api: 'http' }, undefined),
      quotaUse({ name: 'accountRatePerSecond', used: 12_500 }, undefined),
    ];
    expect(lines(printQuotas(uses))).toEqual([
      '12 of 300 | routes per HTTP API | 288 left | raisable',
      '973 of 1,200 | resources per REST API | 227 left | raised',
      '290 of 300 | integrations per HTTP API | 10 left | fixed',
      '12,500 of 10,000 | requests per second per account and Region | 2,500 too many | raisable',
    ]);
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
