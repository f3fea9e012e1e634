import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Firewall } from '../../../lib/spec/firewall.js';
import { aRoute, specOf } from '../../spec/specs.js';

const routes = [aRoute('GET /a'), aRoute('POST /a', { maxBodyBytes: 40_000 }), aRoute('GET /b'), aRoute('GET /c')];

/** What a firewall adds to the bill; the same gateway without one has everything else. */
function addedUsd(firewall: Firewall, requestsPerMonth: number): number {
  const bare = routes.map((route) => ({ ...route, maxBodyBytes: undefined })) as unknown as typeof routes;
  const without = estimateCost(planGateway(specOf(bare, { api: 'rest' })), { requestsPerMonth });
  const given = estimateCost(planGateway(specOf(routes, { api: 'rest', firewall })), { requestsPerMonth });
  return given.usdPerMonth - without.usdPerMonth;
}

/**
 * By hand. An ACL 5, each rule 1 a month, one of them the limit of POST /a; 0.60 a million requests; bodies of 48 KB: 2
 * more times 16 KB at 0.30, of a quarter of the requests at most: 0.15.
 */
describe('a firewall to the cent', () => {
  it.each<[string, Firewall, number, number]>([
    ['a limit', { rateLimits: { perIp: { limit: 100 } } }, 1e6, 5 + 2 + 0.6 + 0.15],
    ['a limit and 100 million requests', { rateLimits: { perIp: { limit: 100 } } }, 100e6, 5 + 2 + 60 + 15],
    ['more of bodies', { inspectKb: 64, managed: ['php'] }, 1e6, 5 + 2 + 0.6 + 0.225],
    ['1,445 WCU', { managed: ['common', 'sqli', 'linux', 'windows', 'php'] }, 1e6, 5 + 6 + 0.6 + 0.15],
    [
      '1,645 WCU',
      { managed: ['common', 'sqli', 'linux', 'windows', 'php', 'known-bad-inputs'] },
      1e6,
      5 + 7 + 0.8 + 0.15,
    ],
    [
      '2,045 WCU',
      {
        managed: [
          'common',
          'sqli',
          'linux',
          'windows',
          'php',
          'posix',
          'wordpress',
          'admin-protection',
          'known-bad-inputs',
          'anonymous-ip',
          'ip-reputation',
        ],
        block: { ips: ['203.0.113.7'], countries: ['AQ'] },
      },
      1e6,
      5 + 13 + 1.0 + 0.15,
    ],
    ['bot control', { managed: ['bot-control'] }, 1e6, 5 + 2 + 0.6 + 0.15 + 10 + 1],
    [
      'targeted bot control',
      { managed: [{ group: 'bot-control', level: 'targeted' }] },
      1e6,
      5 + 2 + 0.6 + 0.15 + 10 + 10,
    ],
    ['anti-DDoS', { managed: ['anti-ddos'] }, 2e6, 5 + 2 + 1.2 + 0.3 + 20 + 0.3],
  ])('costs with %s', (_title, firewall, requestsPerMonth, usd) => {
    expect(addedUsd(firewall, requestsPerMonth)).toBeCloseTo(usd, 6);
  });

  it('has no line where there is none', () => {
    const { lines } = estimateCost(planGateway(specOf([aRoute('GET /a')], { api: 'rest' })));
    expect(lines.filter(({ item }) => /firewall|WCU|Bodies/i.test(item))).toEqual([]);
  });
});
