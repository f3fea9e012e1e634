import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Firewall } from '../../../../lib/spec/firewall.js';
import { aRoute, faultsOf, issuesOf, specOf } from '../../specs.js';
import { codesAndPlaces, faultsOfFirewall } from './firewalls.js';

describe('a firewall', () => {
  it('has a rule', () => {
    expect(codesAndPlaces(faultsOf(specOf([aRoute('GET /a')], { api: 'rest', firewall: {} })))).toEqual([
      ['FIREWALL_EMPTY', 'firewall'],
    ]);
    const limited = specOf([aRoute('POST /a', { maxBodyBytes: 1 })], { api: 'rest', firewall: {} });
    expect(faultsOf(limited)).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['another length of bodies', { inspectKb: 24 }, 'FIREWALL_INSPECT', 'firewall.inspectKb'],
    ['another log', { log: 'errors' }, 'FIREWALL_LOG', 'firewall.log'],
    ['a misspelt setting', { rateLimit: {} }, 'UNKNOWN_PROPERTY', 'firewall.rateLimit'],
    [
      'a status that AWS WAF lacks',
      { response: { status: 422 } },
      'FIREWALL_RESPONSE_STATUS',
      'firewall.response.status',
    ],
    ['4,097 bytes', { response: { body: 'x'.repeat(4_095) } }, 'FIREWALL_RESPONSE_BYTES', 'firewall.response.body'],
    ['a body that JSON cannot hold', { response: { body: 1n } }, 'FIREWALL_RESPONSE_JSON', 'firewall.response.body'],
    [
      'eleven headers',
      { response: { headers: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`x-${i}`, 'a'])) } },
      'FIREWALL_RESPONSE_HEADERS',
      'firewall.response.headers',
    ],
    [
      'a header twice',
      { response: { headers: { 'x-a': 'b', 'X-A': 'c' } } },
      'FIREWALL_RESPONSE_HEADER_TWICE',
      'firewall.response.headers',
    ],
    [
      'a header of two lines',
      { response: { headers: { 'x-a': 'b\r\nset-cookie: c' } } },
      'FIREWALL_RESPONSE_HEADER',
      'firewall.response.headers',
    ],
    [
      'a media type of its own',
      { response: { headers: { 'Content-Type': 'text/html' } } },
      'FIREWALL_RESPONSE_HEADER',
      'firewall.response.headers',
    ],
  ])('is not taken with %s', (_title, firewall, code, place) => {
    expect(codesAndPlaces(faultsOfFirewall(firewall))).toEqual([[code, place]]);
  });

  it('is taken with a body of 4,096 bytes', () => {
    expect(faultsOfFirewall({ response: { body: 'x'.repeat(4_094) } })).toEqual([]);
  });

  it.each<[unknown, string]>([
    [true, 'firewall'],
    [{ managed: 'common' }, 'firewall.managed'],
    [{ managed: [7] }, 'firewall.managed[0]'],
    [{ rateLimits: [] }, 'firewall.rateLimits'],
    [{ rateLimits: { perIp: 100 } }, "firewall.rateLimits['perIp']"],
    [{ rateLimits: { perIp: { limit: '100' } } }, "firewall.rateLimits['perIp'].limit"],
    [
      { rateLimits: { perIp: { limit: 100, by: [{ header: 'a', cookie: 'b' }] } } },
      "firewall.rateLimits['perIp'].by[0]",
    ],
    [{ block: { ips: '203.0.113.7' } }, 'firewall.block.ips'],
    [{ block: { asns: ['64496'] } }, 'firewall.block.asns[0]'],
    [{ response: { headers: { a: 1 } } }, "firewall.response.headers['a']"],
  ])('is no %j, which no type-checker has seen', (firewall, place) => {
    const spec = specOf([aRoute('GET /a')], { api: 'rest', firewall: firewall as Firewall });
    expect(codesAndPlaces(faultsOf(spec))).toEqual([['FIREWALL', place]]);
  });
});

describe('a limit of bodies', () => {
  const withLimit = (maxBodyBytes: number, firewall: object = {}) =>
    faultsOfFirewall(firewall, { routes: [aRoute('POST /a', { maxBodyBytes })] });

  it.each([1, 65_536])('may be %d bytes', (maxBodyBytes) => {
    expect(withLimit(maxBodyBytes)).toEqual([]);
  });

  it.each([0, -1, 1.5, 65_537, Number.NaN])('is not %d bytes', (maxBodyBytes) => {
    expect(codesAndPlaces(withLimit(maxBodyBytes))).toEqual([['ROUTE_BODY_LIMIT', "routes['POST /a'].maxBodyBytes"]]);
  });

  it('needs a firewall that holds bodies to it', () => {
    expect(codesAndPlaces(faultsOf(specOf([aRoute('POST /a', { maxBodyBytes: 7 })])))).toEqual([
      ['ROUTE_BODY_LIMIT_UNCHECKED', "routes['POST /a'].maxBodyBytes"],
    ]);
  });

  it('is not longer than what the firewall sees', () => {
    expect(withLimit(32_768, { inspectKb: 32 })).toEqual([]);
    expect(codesAndPlaces(withLimit(32_769, { inspectKb: 32 }))).toEqual([
      ['FIREWALL_INSPECT_SHORT', 'firewall.inspectKb'],
    ]);
  });

  it('needs a path that a regular expression of AWS WAF can hold', () => {
    const routes = [aRoute(`POST /${'long-segment/'.repeat(16)}end`, { maxBodyBytes: 7 })];
    const [fault, ...more] = faultsOfFirewall({}, { routes });
    expect(more).toEqual([]);
    expect(fault?.code).toBe('FIREWALL_REGEX_LENGTH');
    expect(fault?.place).toMatch(/^routes\['POST \/long-segment.+maxBodyBytes$/);
  });
});

describe('a firewall before an HTTP API', () => {
  it('would see nothing, and the issue says the two ways out', () => {
    const spec = specOf([aRoute('GET /a'), aRoute('GET /b', { api: 'rest' })], {
      firewall: { rateLimits: { perIp: { limit: 100 } } },
    });
    const [issue, ...more] = issuesOf(spec);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'FIREWALL_HTTP_API', place: 'firewall', got: '["GET /a"]' });
    expect(issue?.fix).toContain('edge: {}');
    expect(issue?.fix).toContain("api: 'rest'");
  });

  it('stands before the edge instead, where there is one', () => {
    expect(faultsOf(specOf([aRoute('GET /a')], { edge: {}, firewall: { managed: ['common'] } }))).toEqual([]);
  });
});

describe('the capacity of a firewall', () => {
  it('is 5,000, and the issue says which rule takes how much', () => {
    const routes = Array.from({ length: 300 }, (_, i) => {
      return aRoute(`POST /a${i}/{id}/b`, { maxBodyBytes: 100 + i, to: lambda('one.ts') });
    });
    const [issue, ...more] = issuesOf(
      specOf(routes, {
        api: 'rest',
        firewall: { managed: ['common', 'bot-control'] },
        quotas: { restResources: 1_000 },
      }),
    );
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'FIREWALL_CAPACITY', place: 'firewall' });
    expect(issue?.message).toContain('managed-common 700, managed-bot-control 50, body-size-100 45');
    expect(issue?.got).toBe(String(700 + 50 + 300 * 45));
  });
});
