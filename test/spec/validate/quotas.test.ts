import { describe, expect, it } from 'vitest';
import { type QuotaName, quotas } from '../../../lib/facts/quotas.js';
import { quotaLimit, RAISABLE_QUOTAS } from '../../../lib/spec/quotas.js';
import { aRoute, faultsOf, issuesOf, type SpecSettings, specOf } from '../specs.js';

const specWith = (stated: unknown) => specOf([aRoute('GET /a')], { quotas: stated } as SpecSettings);
const codesAndPlaces = (stated: unknown) => issuesOf(specWith(stated)).map(({ code, place }) => [code, place]);

describe('raised quotas', () => {
  it('are those that AWS raises, each from its default on', () => {
    const defaults = Object.fromEntries(RAISABLE_QUOTAS.map((name) => [name, quotas[name].value]));
    const more = Object.fromEntries(RAISABLE_QUOTAS.map((name) => [name, quotas[name].value * 2]));
    expect([defaults, more, {}, undefined].map((stated) => issuesOf(specWith(stated)))).toEqual([[], [], [], []]);
    expect(RAISABLE_QUOTAS).toContain('restResources');
  });

  it.each([
    ['a name that there is not', { routes: 500 }, ['QUOTA_UNKNOWN', 'quotas.routes']],
    ['a name that every object has', { constructor: 500 }, ['QUOTA_UNKNOWN', 'quotas.constructor']],
    ['a quota that AWS does not raise', { httpIntegrations: 500 }, ['QUOTA_FIXED', 'quotas.httpIntegrations']],
    ['a timeout that AWS does not raise', { httpTimeoutMs: 60_000 }, ['QUOTA_FIXED', 'quotas.httpTimeoutMs']],
    ['a shorter wait than by default', { restTimeoutMs: 28_000 }, ['QUOTA_RAISED', 'quotas.restTimeoutMs']],
    ['less than the default', { restResources: 299 }, ['QUOTA_RAISED', 'quotas.restResources']],
    ['a part of a resource', { restResources: 300.5 }, ['QUOTA_RAISED', 'quotas.restResources']],
    ['no end', { httpRoutes: Number.POSITIVE_INFINITY }, ['QUOTA_RAISED', 'quotas.httpRoutes']],
    ['no number', { httpRoutes: '600' }, ['QUOTA_RAISED', 'quotas.httpRoutes']],
    ['nothing, in words', { httpRoutes: null }, ['QUOTA_RAISED', 'quotas.httpRoutes']],
    ['a list', [600], ['QUOTAS', 'quotas']],
    ['a number', 600, ['QUOTAS', 'quotas']],
    ['null', null, ['QUOTAS', 'quotas']],
  ])('refuse %s', (_title, stated, issue) => {
    expect(codesAndPlaces(stated)).toEqual([issue]);
  });

  it('are refused all at once, with what is allowed', () => {
    expect(faultsOf(specWith({ restResources: 10, httpScopes: 20, pages: 3 }))).toEqual([
      {
        code: 'QUOTA_RAISED',
        place: 'quotas.restResources',
        got: '10',
        allowed: 'a whole number of resources per REST API, 300 or more',
      },
      { code: 'QUOTA_FIXED', place: 'quotas.httpScopes', got: '"httpScopes"', allowed: '10 scopes per route' },
      {
        code: 'QUOTA_UNKNOWN',
        place: 'quotas.pages',
        got: '"pages"',
        allowed: expect.stringContaining('restResources'),
      },
    ]);
  });
});

describe('the limit of a quota', () => {
  it.each<[QuotaName, object | undefined, number]>([
    ['httpRoutes', undefined, 300],
    ['httpRoutes', { httpRoutes: 450 }, 450],
    ['httpRoutes', { restResources: 450 }, 300],
    ['httpRoutes', { httpRoutes: 20 }, 300],
    ['httpIntegrations', { httpIntegrations: 450 }, 300],
  ])('%s with %j is %d', (name, raised, limit) => {
    expect(quotaLimit(name, raised)).toBe(limit);
  });
});
