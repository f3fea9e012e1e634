import { apiKey, lambda, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { flatPlanAllowances, flatPlanLimits } from '../../../lib/facts/cloudfront-plans.js';
import { listPrices } from '../../../lib/facts/prices.js';
import { flatOffers } from '../../../lib/plan/arrangements/flat-offers.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Edge } from '../../../lib/spec/edge.js';
import type { Firewall } from '../../../lib/spec/firewall.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const open = aRoute('GET /a');
/** What even the Free plan has. */
const small: { readonly edge: Edge; readonly firewall: Firewall } = {
  edge: { accessLogs: false, securityHeaders: false },
  firewall: { managed: ['common', 'ip-reputation'], log: 'none' },
};

function offersOf(routes: readonly Route[], settings: SpecSettings, requestsPerMonth = 900_000, responseBytes = 2_000) {
  const plan = planGateway(specOf(routes, settings));
  const bill = estimateCost(plan, { requestsPerMonth, responseBytes });
  return { bill, offers: flatOffers(plan, bill, listPrices) };
}

function forbidding(routes: readonly Route[], settings: SpecSettings, requests?: number, bytes?: number) {
  const { offers } = offersOf(routes, settings, requests, bytes);
  return offers.map(({ pricing, forbiddenBy }) => [pricing, ...forbiddenBy.map(({ rule }) => rule)].join(' '));
}

const ALL = ['free', 'pro', 'business', 'premium'];
const from = (smallest: string, rule: string) =>
  ALL.map((pricing) => (ALL.indexOf(pricing) < ALL.indexOf(smallest) ? `${pricing} ${rule}` : pricing));

describe('a flat plan of CloudFront', () => {
  it('is none for a gateway without a firewall', () => {
    expect(forbidding([open], { edge: small.edge })).toEqual(ALL.map((each) => `${each} FLAT_WITHOUT_FIREWALL`));
  });

  it('is any for a gateway that uses what all have', () => {
    expect(forbidding([open], small)).toEqual(ALL);
  });

  const wall = (more: Firewall) => ({ ...small, firewall: { ...small.firewall, ...more } });
  const edge = (more: Edge) => ({ ...small, edge: { ...small.edge, ...more } });
  const rate = { limit: 100 };
  it.each<[string, SpecSettings, readonly Route[], readonly string[]]>([
    ['access logs', edge({ accessLogs: true }), [open], from('pro', 'FLAT_ACCESS_LOGS')],
    ['logs of the firewall', wall({ log: 'blocked' }), [open], from('pro', 'FLAT_FIREWALL_LOGS')],
    ['groups for single systems', wall({ managed: ['php'] }), [open], from('pro', 'FLAT_GROUPS')],
    ['security headers', edge({ securityHeaders: true }), [open], from('business', 'FLAT_SECURITY_HEADERS')],
    [
      'answers that are kept',
      small,
      [aRoute('GET /a', { cache: { ttlSeconds: 9 } })],
      from('business', 'FLAT_CACHE_POLICIES'),
    ],
    ['bot control', wall({ managed: ['bot-control'] }), [open], from('business', 'FLAT_BOTS')],
    [
      'a challenge',
      wall({ managed: [{ group: 'common', override: { NoUserAgent_HEADER: 'challenge' } }] }),
      [open],
      from('business', 'FLAT_CHALLENGE'),
    ],
    [
      'a CAPTCHA',
      wall({ managed: [{ group: 'common', override: { NoUserAgent_HEADER: 'captcha' } }] }),
      [open],
      from('pro', 'FLAT_CAPTCHA'),
    ],
    ['bodies beyond 16 KB', wall({ inspectKb: 32 }), [open], from('business', 'FLAT_BODIES')],
    [
      'another gateway in reserve',
      edge({ origin: { failover: 'https://eu.example' } }),
      [open],
      from('premium', 'FLAT_FAILOVER'),
    ],
  ])('has to be large enough for %s', (_title, settings, routes, expected) => {
    expect(forbidding(routes, settings)).toEqual(expected);
  });

  it('is none with targeted bot control', () => {
    const rules = forbidding([open], wall({ managed: [{ group: 'bot-control', level: 'targeted' }] }));
    expect(rules.every((each) => each.includes('FLAT_TARGETED_BOTS'))).toBe(true);
  });

  it('has to be large enough for rules with answers, headers and paths of their own', () => {
    const limited = (by: 'ip' | { readonly header: string }, only?: { readonly paths: readonly string[] }) =>
      forbidding([open], wall({ rateLimits: { one: { ...rate, by, ...(only && { only }) } } }));
    expect(limited('ip')[0]).toBe('free FLAT_RESPONSES');
    expect(limited({ header: 'x-tenant' })[0]).toBe('free FLAT_RESPONSES FLAT_HEADERS');
    expect(limited('ip', { paths: ['/a/*'] }).slice(0, 3)).toEqual([
      'free FLAT_REGEX FLAT_RESPONSES',
      'pro FLAT_REGEX',
      'business',
    ]);
  });

  it('holds so many rules and behaviours, and not one more', () => {
    const groups = ['common', 'known-bad-inputs', 'ip-reputation', 'anonymous-ip', 'admin-protection'] as const;
    expect(groups).toHaveLength(flatPlanLimits.free.wafRules);
    expect(forbidding([open], wall({ managed: groups }))[0]).toBe('free');
    const beside = { allow: { ips: ['203.0.113.0/24'] } } as const;
    expect(forbidding([open], wall({ managed: groups, ...beside }))[0]).toBe('free FLAT_RULES');
  });

  it('holds so many behaviours, the default one too', () => {
    const found = [1, 2, 3, 4, 5].map((count) => {
      const keyed = Array.from({ length: count }, (_, index) =>
        aRoute(`GET /r${index}`, { auth: keys, to: lambda('r.ts') }),
      );
      const behaviours = planGateway(specOf([open, ...keyed], small)).edge?.behaviours.length ?? 0;
      return [behaviours + 1, forbidding([open, ...keyed], small)[0]];
    });
    const fits = found.filter(([used]) => Number(used) <= flatPlanLimits.free.behaviours);
    const overflows = found.filter(([used]) => Number(used) > flatPlanLimits.free.behaviours);
    expect(fits.length * overflows.length).toBeGreaterThan(0);
    expect(new Set(fits.map(([, said]) => said))).toEqual(new Set(['free']));
    expect(new Set(overflows.map(([, said]) => said))).toEqual(new Set(['free FLAT_BEHAVIOURS']));
  });

  it('is forbidden by more requests or bytes than a month of it has', () => {
    expect(forbidding([open], small, 1_000_001)[0]).toBe('free FLAT_ALLOWANCE');
    expect(forbidding([open], small, 1_000_000, 200_000)).toEqual([
      'free FLAT_ALLOWANCE',
      'pro',
      'business',
      'premium',
    ]);
    expect(forbidding([open], small, 7e9)).toEqual(ALL.map((each) => `${each} FLAT_ALLOWANCE`));
  });

  it('takes the place of the lines that it covers, and of no others', () => {
    const { bill, offers } = offersOf([open], small, 9_000_000);
    const covered = bill.lines.filter(({ id }) => /^(edge|firewall)/.test(id));
    const others = bill.usdPerMonth - covered.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
    const pro = offers.find(({ pricing }) => pricing === 'pro');
    expect(pro?.usdPerMonth).toBeCloseTo(others + 15, 9);
  });

  it('costs as much on Premium as the level that the traffic needs', () => {
    const premiumUsd = (requests: number) => {
      const { bill, offers } = offersOf([open], small, requests, 100);
      const covered = bill.lines.filter(({ id }) => /^(edge|firewall)/.test(id));
      const others = bill.usdPerMonth - covered.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
      return Math.round((offers.find(({ pricing }) => pricing === 'premium')?.usdPerMonth ?? 0) - others);
    };
    expect([500e6, 500e6 + 1, 2e9, 6e9].map(premiumUsd)).toEqual([1_000, 1_450, 3_500, 10_000]);
  });

  it('grows from level to level', () => {
    for (const key of ['requests', 'gb'] as const) {
      const values = flatPlanAllowances.map((allowance) => allowance[key]);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
  });
});
