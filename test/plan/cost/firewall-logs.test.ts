import { describe, expect, it } from 'vitest';
import { DEFAULT_ASSUMPTIONS, estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Firewall } from '../../../lib/spec/firewall.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';

const ACL = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/bookshop/7c4b1f0a-2d35-4e8a-9c61-5b0d8f3e7a12';
const group = (name: string) => ({
  ruleGroupId: `AWS#${name}`,
  terminatingRule: null,
  nonTerminatingMatchingRules: [],
  excludedRules: null,
  customerConfig: null,
});

/**
 * Of a browser that is let through, past two groups and a rate limit.
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
 */
const RECORD = {
  timestamp: 1795345894123,
  formatVersion: 1,
  webaclId: ACL,
  terminatingRuleId: 'Default_Action',
  terminatingRuleType: 'REGULAR',
  action: 'ALLOW',
  terminatingRuleMatchDetails: [],
  httpSourceName: 'CF',
  httpSourceId: 'E2EXAMPLE7QZLM',
  ruleGroupList: [group('AWSManagedRulesCommonRuleSet'), group('AWSManagedRulesKnownBadInputsRuleSet')],
  rateBasedRuleList: [],
  nonTerminatingMatchingRules: [],
  requestHeadersInserted: null,
  responseCodeSent: null,
  httpRequest: {
    clientIp: '203.0.113.178',
    country: 'DE',
    headers: [
      { name: 'Host', value: 'api.bookshop.example' },
      { name: 'sec-ch-ua', value: '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"' },
      { name: 'sec-ch-ua-mobile', value: '?0' },
      { name: 'sec-ch-ua-platform', value: '"Windows"' },
      {
        name: 'User-Agent',
        value:
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      },
      { name: 'Accept', value: 'application/json' },
      { name: 'Authorization', value: 'REDACTED' },
      { name: 'Origin', value: 'https://bookshop.example' },
      { name: 'sec-fetch-site', value: 'same-site' },
      { name: 'sec-fetch-mode', value: 'cors' },
      { name: 'sec-fetch-dest', value: 'empty' },
      { name: 'Referer', value: 'https://bookshop.example/' },
      { name: 'Accept-Encoding', value: 'gzip, deflate, br, zstd' },
      { name: 'Accept-Language', value: 'de-DE,de;q=0.9,en;q=0.8' },
    ],
    uri: '/books/9780141439518',
    args: '',
    httpVersion: 'HTTP/2.0',
    httpMethod: 'GET',
    requestId: 'YtXh0J5kYz1Yw0dQb3pVx1nS8mR2cT7uA9eF4gH6iK3lM5oP0qZ1sA==',
    fragment: '',
    scheme: 'https',
    host: 'api.bookshop.example',
  },
  ja3Fingerprint: 'f79b6bad2ad0641e1921aef10262856b',
  ja4Fingerprint: 't13d1516h2_8daaf6152771_b186095e22b6',
};

const linesOf = (log: NonNullable<Firewall['log']>, given: object = {}, settings: SpecSettings = {}) => {
  const firewall = { managed: ['common'], log } as const;
  const spec = specOf([aRoute('GET /a')], {
    api: 'rest',
    logRetentionDays: 365,
    firewall,
    ...settings,
  } as SpecSettings);
  const { lines } = estimateCost(planGateway(spec), { requestsPerMonth: 10e6, ...given });
  return (id: string) => lines.find((line) => line.id === id);
};

describe('what the firewall logs', () => {
  it('is a record of the length that the bill takes it to be, to a tenth', () => {
    const { length } = JSON.stringify(RECORD);
    expect(Math.abs(DEFAULT_ASSUMPTIONS.firewallLogBytes / length - 1), `${length} bytes`).toBeLessThan(0.1);
  });

  it("costs of 'all' what is beyond 500 MB for a million requests, and its time in the log", () => {
    const all = linesOf('all', { firewallLogBytes: 2_048 });
    // 10 M × 2,048 bytes are 19.0735 GB, of which 5,000 MB (4.8828 GB) are in the price; kept 12 months at 0.15.
    expect(all('firewallLogs')?.quantity).toBeCloseTo(19.0735 - 4.8828, 3);
    expect(all('firewallLogs')?.usdPerMonth).toBeCloseTo((19.0735 - 4.8828) * 0.5, 3);
    const others = linesOf('none', { firewallLogBytes: 2_048 });
    const kept = (all('logStorage')?.quantity ?? 0) - (others('logStorage')?.quantity ?? 0);
    expect(kept).toBeCloseTo(19.0735 * 12 * 0.15, 3);
  });

  it.each<[string, NonNullable<Firewall['log']>, object]>([
    ['records within that', 'all', { firewallLogBytes: 524 }],
    ['what it blocks alone', 'blocked', {}],
    ['nothing', 'none', {}],
  ])('has no line of %s', (_title, log, given) => {
    expect(linesOf(log, given)('firewallLogs')).toBeUndefined();
  });

  it("shares the steps of its price with the edge's access logs", () => {
    const at = linesOf('all', { requestsPerMonth: 20e9 }, { api: 'auto', edge: {} });
    expect(at('edgeLogs')?.quantity).toBeGreaterThan(10_240);
    expect(at('firewallLogs')?.from).toBe(at('edgeLogs')?.quantity);
  });
});

describe('proofs that rules ask callers for', () => {
  const leftOut = (managed: Firewall['managed'], settings: object = {}) =>
    estimateCost(planGateway(specOf([aRoute('GET /a')], { api: 'rest', firewall: { managed }, ...settings } as never)))
      .leftOut;
  const override = { SignalNonBrowserUserAgent: 'captcha', CategoryHttpLibrary: 'challenge' } as const;

  it('are no line, and named with their price and source', () => {
    expect(
      leftOut([
        { group: 'bot-control', override },
        { group: 'php', override: { PHPHighRiskMethodsVariables_BODY: 'captcha' } },
      ]),
    ).toEqual([
      'CAPTCHA attempts, by managed-bot-control, managed-php: $0.40 for 1,000 (https://aws.amazon.com/waf/pricing/)',
      'challenges sent, by managed-bot-control: $0.40 for 1,000,000 (https://aws.amazon.com/waf/pricing/)',
    ]);
  });

  it.each<[string, Firewall['managed'], object]>([
    ['no rule asks', ['common', { group: 'bot-control', count: true }], {}],
    ['targeted bot control has them in its price', [{ group: 'bot-control', level: 'targeted', override }], {}],
  ])('are not named where %s', (_title, managed, settings) => {
    expect(leftOut(managed, settings)).toEqual([]);
  });

  it('are not named on a flat plan, which has them in its price', () => {
    const arrangement = { apis: 'http', edge: true, firewallAt: 'edge', cloudFrontPricing: 'business' };
    const managed = [{ group: 'common', override: { GenericRFI_BODY: 'captcha' } }] as const;
    const at = (pin: object) => leftOut(managed, { api: 'auto', edge: {}, ...pin });
    expect(at({})).toHaveLength(1);
    expect(at({ pin: { schemaVersion: 1, arrangement } })).toEqual([]);
  });
});
