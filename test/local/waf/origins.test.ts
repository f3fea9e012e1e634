import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInBlock, parseAddress, parseBlock } from '../../../lib/local/waf/addresses/parse-address.js';
import { blocking, firewallOf, isBlocked, request, verdictOf, webAcl, withHeaders } from './waf-support.js';

const isIn = (address: string, block: string) => {
  const [bytes, range] = [parseAddress(address), parseBlock(block)];
  return bytes !== undefined && range !== undefined && isInBlock(bytes, range);
};

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['192.0.2.7', '192.0.2.7/32', true],
    ['192.0.2.6', '192.0.2.7/32', false],
    ['10.255.0.1', '10.128.0.0/9', true],
    ['10.127.0.1', '10.128.0.0/9', false],
    ['::ffff:192.0.2.7', '192.0.2.0/24', true],
    ['2001:db8::7', '2001:db8::/32', true],
    ['2001:db9::7', '2001:db8::/32', false],
    ['2001:db8::1', '2001:db8::1/128', true],
    ['2001:db8:8000::', '2001:db8:8000::/33', true],
    ['2001:db8:7fff::', '2001:db8:8000::/33', false],
    ['::1', '127.0.0.1/32', false],
    ['fe80::1%eth0', 'fe80::/10', false],
    ['192.0.2', '0.0.0.0/1', false],
    ['', '0.0.0.0/1', false],
  ])('%j lies in %s: %s', (address, block, expected) => {
    expect(isIn(address, block)).toBe(expected);
  });

  it.each(['192.0.2.0', '192.0.2.0/33', '192.0.2.0/-1', '192.0.2.0/', 'x/8', '2001:db8::/129'])(
    'lies in no block %s, which is none',
    (block) => expect(parseBlock(block)).toBeUndefined(),
  );

  it('of version 4 lies in its own block of any length, and not in the other half', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 1, max: 32 }), (address, prefix) => {
        const other = [...(parseAddress(address) ?? [])];
        other[(prefix - 1) >> 3] = (other[(prefix - 1) >> 3] ?? 0) ^ (0x80 >> ((prefix - 1) & 7));
        expect(isIn(address, `${address}/${prefix}`)).toBe(true);
        expect(isIn(other.join('.'), `${address}/${prefix}`)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

const sets = { ipSets: new Map([['arn:set', ['192.0.2.0/24', '2001:db8::/32']]]) };
const ipSet = (more: object = {}) => ({ IPSetReferenceStatement: { Arn: 'arn:set', ...more } });
const forwarded = (Position: string, FallbackBehavior = 'NO_MATCH') => ({
  IPSetForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior, Position },
});
const via = (...values: string[]) => withHeaders(...values.map((value) => ['x-forwarded-for', value] as const));

describe('an IP set', () => {
  it.each([
    ['192.0.2.9', true],
    ['2001:db8::9', true],
    ['198.51.100.1', false],
  ])('matches a request from %s: %s', (sourceIp, matches) => {
    expect(isBlocked(ipSet(), request({ sourceIp }), { sets })).toBe(matches);
  });

  it.each([
    ['FIRST', ['192.0.2.1, 10.0.0.1'], true],
    ['FIRST', ['10.0.0.1, 192.0.2.1'], false],
    ['LAST', ['10.0.0.1, 192.0.2.1'], true],
    ['LAST', ['192.0.2.1', '10.0.0.1'], false],
    ['ANY', ['10.0.0.1,192.0.2.1,10.0.0.2'], true],
    ['ANY', ['10.0.0.1'], false],
    ['ANY', [`192.0.2.1${',10.0.0.1'.repeat(10)}`], false],
    ['ANY', [`192.0.2.1${',10.0.0.1'.repeat(9)}`], true],
  ])('looks at the %s of %j: %s', (position, values, matches) => {
    expect(isBlocked(ipSet(forwarded(position)), via(...values), { sets })).toBe(matches);
  });

  it.each([
    ['MATCH', via('nobody'), true],
    ['NO_MATCH', via('nobody'), false],
    ['MATCH', via(''), true],
    ['MATCH', request(), false],
    ['MATCH', via('unknown, 10.0.0.1'), true],
  ])(
    'falls back to %s where the header has no address, and to nothing where it is not there',
    (fallback, asked, matches) => {
      expect(isBlocked(ipSet(forwarded('FIRST', fallback)), asked, { sets })).toBe(matches);
    },
  );

  it('that is not in the assembly does nothing, turned round neither', () => {
    expect(isBlocked(ipSet(), request({ sourceIp: '192.0.2.9' }))).toBe(false);
    expect(isBlocked({ NotStatement: { Statement: ipSet() } }, request())).toBe(false);
  });
});

describe('a country', () => {
  const geo = (...CountryCodes: string[]) => ({ GeoMatchStatement: { CountryCodes } });

  it.each([
    [['CH', 'AT'], 'AT', true],
    [['CH'], 'AT', false],
    [['CH'], undefined, false],
    [['XX'], undefined, true],
  ])('of %j matches a request from %s: %s', (codes, country, matches) => {
    expect(isBlocked(geo(...codes), request(country === undefined ? {} : { country }))).toBe(matches);
  });

  it('labels requests, whether or not the rule matches', () => {
    const Rules = [blocking(geo('FR'))];
    expect(verdictOf({ Rules }, request({ country: 'CH' })).labels).toEqual(['awswaf:clientip:geo:country:CH']);
    expect(verdictOf({ Rules }).labels).toEqual(['awswaf:clientip:geo:country:XX']);
  });

  it('of a forwarded address needs the header', () => {
    const statement = {
      GeoMatchStatement: {
        CountryCodes: ['CH'],
        ForwardedIPConfig: { HeaderName: 'x-forwarded-for', FallbackBehavior: 'MATCH' },
      },
    };
    const firewall = firewallOf(webAcl({ Rules: [blocking(statement)] }));
    const asked = (...headers: (readonly [string, string])[]) =>
      firewall.evaluate(request({ country: 'CH', headers })).kind;
    expect(asked(['X-Forwarded-For', '198.51.100.1'])).toBe('block');
    expect(asked(['X-Forwarded-For', 'nobody'])).toBe('block');
    expect(asked()).toBe('allow');
  });
});

describe('an autonomous system', () => {
  it.each([
    [64496, true],
    [64497, false],
    [undefined, false],
  ])('%s', (asn, matches) => {
    const statement = { AsnMatchStatement: { AsnList: [64496] } };
    expect(isBlocked(statement, request(asn === undefined ? {} : { asn }))).toBe(matches);
  });
});
