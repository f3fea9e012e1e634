import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIpRange } from '../../../../lib/spec/validate/firewall/ip-range.js';
import { wafRegexFault } from '../../../../lib/spec/validate/firewall/waf-regex-fault.js';
import { codesAndPlaces, faultsOfFirewall } from './firewalls.js';

describe('an address', () => {
  it.each([
    '203.0.113.7',
    '203.0.113.0/24',
    '128.0.0.0/1',
    '203.0.113.7/32',
    '2001:db8::',
    '2001:db8::1',
    '2001:db8::/32',
    '2001:db8::1/128',
    '::1',
    '1:2:3:4:5:6:7:8/128',
  ])('is %s', (text) => {
    expect(isIpRange(text)).toBe(true);
  });

  it.each([
    '',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.07',
    '203.0.113.7/24',
    '0.0.0.0/0',
    '203.0.113.0/33',
    '203.0.113.0/024',
    '203.0.113.0/24/8',
    '203.0.113.0/',
    '2001:DB8::/32',
    '2001:0db8::/32',
    '2001:db8::1/32',
    '2001:db8::/129',
    '::/0',
    '2001:db8:0:0:0:0:0:1',
    '::ffff:203.0.113.7',
    'fe80::1%eth0',
    'localhost',
    '::1]/',
  ])('is not %j', (text) => {
    expect(isIpRange(text)).toBe(false);
  });

  it('is a range where nothing stands behind its prefix, and only there', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.integer({ min: 1, max: 32 }), (address, length) => {
        const mask = (0xffff_ffff << (32 - length)) >>> 0;
        const text = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
        expect(isIpRange(`${text}/${length}`)).toBe((address & mask) >>> 0 === address >>> 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a regular expression', () => {
  it.each([
    '\\.(php|env)$',
    '^/(?:a|b)/[^/]+$',
    '^/x{2,3}\\d+\\S*$',
    '[\\s\\S]',
    '(?i)^/Admin',
    '\\x2F',
    '\\+\\+',
    '[*+]+',
    'a\\Zb',
    '[[:alpha:]]',
  ])('is taken: %s', (regex) => {
    expect(wafRegexFault(regex)).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['^/(?!public)', 'ahead'],
    ['(?<=a)b', 'behind'],
    ['(?<!a)b', 'behind'],
    ['(?>a+)b', 'atomic'],
    ['a++b', 'possessive'],
    ['a*+', 'possessive'],
    ['a{2}+', 'possessive'],
    ['(a)\\1', 'refers back'],
    ['(?<n>a)\\k<n>', 'refers back'],
    ['(?R)', 'calls itself'],
    ['(?(1)a|b)', 'condition'],
    ['(*COMMIT)a', 'backtracking'],
    ['\\Ka', 'Perl'],
    ['(a', 'no regular expression'],
    ['[a', 'no regular expression'],
    ['^/Admin', 'lower case'],
    ['[A-Z]+', 'lower case'],
  ])('is not taken: %s', (regex, word) => {
    expect(wafRegexFault(regex)).toContain(word);
  });
});

const texts = (count: number, text: (index: number) => string) => Array.from({ length: count }, (_, i) => text(i));
const address = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;

describe('what is allowed or blocked', () => {
  it.each<[string, object]>([
    ['addresses', { ips: ['203.0.113.0/24', '2001:db8::/32'] }],
    ['10,000 addresses of a version', { ips: texts(10_000, address) }],
    ['countries', { countries: ['CH', 'US', 'XK'] }],
    ['autonomous systems', { asns: [1, 4_294_967_295] }],
    ['ten paths', { paths: texts(10, (i) => `^/p${i}`) }],
    ['what is counted', { countries: ['CH'], action: 'count' }],
  ])('may be %s', (_title, match) => {
    expect(faultsOfFirewall({ allow: match, block: match })).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['nothing', {}, 'FIREWALL_MATCH_EMPTY', 'firewall.block'],
    ['an empty list', { ips: [] }, 'FIREWALL_MATCH_EMPTY', 'firewall.block'],
    ['another action', { ips: ['203.0.113.7'], action: 'block' }, 'FIREWALL_MATCH_ACTION', 'firewall.block.action'],
    ['a name', { ips: ['203.0.113.7', 'example.com'] }, 'FIREWALL_IP', 'firewall.block.ips[1]'],
    ['10,001 addresses', { ips: texts(10_001, address) }, 'FIREWALL_MATCH_COUNT', 'firewall.block.ips'],
    ['a country by its name', { countries: ['Switzerland'] }, 'FIREWALL_COUNTRY', 'firewall.block.countries[0]'],
    ['a code in lower case', { countries: ['ch'] }, 'FIREWALL_COUNTRY', 'firewall.block.countries[0]'],
    ['a code that no country has', { countries: ['UK'] }, 'FIREWALL_COUNTRY', 'firewall.block.countries[0]'],
    ['51 countries', { countries: texts(51, () => 'CH') }, 'FIREWALL_MATCH_COUNT', 'firewall.block.countries'],
    ['number 0', { asns: [0] }, 'FIREWALL_ASN', 'firewall.block.asns[0]'],
    [
      '101 numbers',
      { asns: Array.from({ length: 101 }, (_, i) => i + 1) },
      'FIREWALL_MATCH_COUNT',
      'firewall.block.asns',
    ],
    ['a wrong expression', { paths: ['^/a', '(?=b)'] }, 'FIREWALL_REGEX', 'firewall.block.paths[1]'],
    ['201 characters', { paths: ['a'.repeat(201)] }, 'FIREWALL_REGEX', 'firewall.block.paths[0]'],
    ['eleven paths', { paths: texts(11, (i) => `^/p${i}`) }, 'FIREWALL_MATCH_COUNT', 'firewall.block.paths'],
    ['a misspelt list', { ips: ['203.0.113.7'], country: ['CH'] }, 'UNKNOWN_PROPERTY', 'firewall.block.country'],
  ])('is not %s', (_title, block, code, place) => {
    expect(codesAndPlaces(faultsOfFirewall({ block }))).toEqual([[code, place]]);
  });

  it('has room for an expression with the stage before it', () => {
    const regex = `^/${'a'.repeat(198)}`;
    expect(faultsOfFirewall({ block: { paths: [regex] } }, { edge: {} })).toEqual([]);
    expect(codesAndPlaces(faultsOfFirewall({ block: { paths: [regex] } }))).toEqual([
      ['FIREWALL_REGEX_LENGTH', 'firewall.block.paths[0]'],
    ]);
  });
});
