import { describe, expect, it } from 'vitest';
import { codesAndPlaces, faultsOfFirewall } from './firewalls.js';

const limited = (limit: object, more = {}) =>
  faultsOfFirewall({ rateLimits: { perIp: { limit: 100, ...limit } } }, more);

describe('a rate limit', () => {
  it.each<[string, object]>([
    ['of the fewest requests', { limit: 10 }],
    ['of the most', { limit: 2_000_000_000 }],
    ['in each window', { windowSeconds: 60 }],
    ['by the forwarded address', { by: 'forwarded-ip' }],
    ['by five keys', { by: ['ip', 'method', { header: 'x-tenant' }, { cookie: 'session' }, { query: 'q' }] }],
    [
      'of some paths and methods',
      { only: { paths: ['/', '/login', '/admin/*', '/a/b.c-d'], methods: ['POST', 'GET'] } },
    ],
    ['of everything below the root', { only: { paths: ['/*'] } }],
    ['that counts', { action: 'count' }],
    ['with an answer', { response: { status: 503, body: ['later'], headers: { 'x-a': 'b' } } }],
  ])('is taken %s', (_title, limit) => {
    expect(limited(limit)).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['nine requests', { limit: 9 }, 'FIREWALL_RATE_LIMIT', 'limit'],
    ['too many requests', { limit: 2_000_000_001 }, 'FIREWALL_RATE_LIMIT', 'limit'],
    ['half a request', { limit: 10.5 }, 'FIREWALL_RATE_LIMIT', 'limit'],
    ['another window', { windowSeconds: 90 }, 'FIREWALL_RATE_WINDOW', 'windowSeconds'],
    ['another action', { action: 'captcha' }, 'FIREWALL_RATE_ACTION', 'action'],
    ['no keys', { by: [] }, 'FIREWALL_RATE_KEYS', 'by'],
    ['six keys', { by: ['ip', 'method', 'path', 'asn', 'query-string', 'forwarded-ip'] }, 'FIREWALL_RATE_KEYS', 'by'],
    ['a key twice', { by: [{ header: 'x-a' }, { header: 'X-A' }] }, 'FIREWALL_RATE_KEY_TWICE', 'by'],
    ['an unknown key', { by: 'user' }, 'FIREWALL_RATE_KEY', 'by'],
    ['an unknown key among others', { by: ['ip', 'user'] }, 'FIREWALL_RATE_KEY', 'by[1]'],
    ['a header without a name', { by: { header: '' } }, 'FIREWALL_RATE_KEY', 'by'],
    ['a header with a space', { by: { header: 'x a' } }, 'FIREWALL_RATE_KEY', 'by'],
    ['a header of 65 characters', { by: { header: 'x'.repeat(65) } }, 'FIREWALL_RATE_KEY', 'by'],
    ['something else of a request', { by: { body: 'x' } }, 'FIREWALL_RATE_KEY', 'by'],
    ['no part of requests', { only: {} }, 'FIREWALL_ONLY_EMPTY', 'only'],
    ['a path without a slash', { only: { paths: ['login'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[0]'],
    ['a star in the middle', { only: { paths: ['/a', '/a/*/b'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[1]'],
    ['a star in a segment', { only: { paths: ['/ab*'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[0]'],
    ['a parameter', { only: { paths: ['/books/{isbn}'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[0]'],
    ['an encoded path', { only: { paths: ['/caf%C3%A9'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[0]'],
    ['a query', { only: { paths: ['/a?b=c'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[0]'],
    ['a dot segment', { only: { paths: ['/a/../b'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[0]'],
    ['a dot at the end', { only: { paths: ['/a/.'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[0]'],
    ['an empty segment', { only: { paths: ['/a//b'] } }, 'FIREWALL_ONLY_PATH', 'only.paths[0]'],
    [
      'eleven paths',
      { only: { paths: Array.from({ length: 11 }, (_, i) => `/p${i}`) } },
      'FIREWALL_ONLY_COUNT',
      'only.paths',
    ],
    ['a method in lower case', { only: { methods: ['post'] } }, 'FIREWALL_ONLY_METHOD', 'only.methods[0]'],
    ['ANY', { only: { methods: ['ANY'] } }, 'FIREWALL_ONLY_METHOD', 'only.methods[0]'],
    ['a status that AWS WAF lacks', { response: { status: 418 } }, 'FIREWALL_RESPONSE_STATUS', 'response.status'],
    ['a misspelt setting', { window: 60 }, 'UNKNOWN_PROPERTY', 'window'],
    ['a misspelt part of requests', { only: { paths: ['/a'], method: ['POST'] } }, 'UNKNOWN_PROPERTY', 'only.method'],
  ])('is not taken with %s', (_title, limit, code, at) => {
    expect(codesAndPlaces(limited(limit))).toEqual([[code, `firewall.rateLimits.perIp.${at}`]]);
  });

  it.each(['ja3', 'ja4'])('counts by %s where CloudFront ends the TLS of callers, and at a stage not', (key) => {
    expect(codesAndPlaces(limited({ by: ['ip', key] }))).toEqual([
      ['FIREWALL_RATE_FINGERPRINT', 'firewall.rateLimits.perIp.by[1]'],
    ]);
    expect(limited({ by: ['ip', key] }, { edge: {} })).toEqual([]);
  });
});

describe('the rate limits of a gateway', () => {
  const many = (count: number) => ({
    rateLimits: Object.fromEntries(Array.from({ length: count }, (_, i) => [`limit${i}`, { limit: 10 + i }])),
  });

  it('are ten at most', () => {
    expect(faultsOfFirewall(many(10))).toEqual([]);
    const [fault, ...more] = faultsOfFirewall(many(11));
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ code: 'FIREWALL_RATE_COUNT', place: 'firewall.rateLimits', got: '11' });
    expect(fault?.allowed).toContain('10 rate-based rules');
  });

  it.each([
    ['perIp', 'per-ip'],
    ['per-ip', 'PER-IP'],
  ])('have names that make different rules, unlike %s and %s', (one, two) => {
    const rateLimits = { [one]: { limit: 10 }, [two]: { limit: 20 } };
    const place = /^\w+$/.test(two) ? `firewall.rateLimits.${two}` : `firewall.rateLimits['${two}']`;
    expect(codesAndPlaces(faultsOfFirewall({ rateLimits }))).toEqual([['FIREWALL_RATE_NAME', place]]);
  });

  it.each(['', '1st', 'per ip', 'per_ip', 'x'.repeat(65)])('are not called %j', (name) => {
    const faults = faultsOfFirewall({ rateLimits: { [name]: { limit: 10 } } });
    expect(faults.map(({ code }) => code)).toEqual(['FIREWALL_RATE_NAME']);
  });
});
