import { describe, expect, it } from 'vitest';
import type { WafRequest } from '../../../lib/local/model/firewall.js';
import { slidingWindow } from '../../../lib/local/waf/rate/sliding-window.js';
import { blocking, byteMatch, firewallOf, NOON_MS, none, request, webAcl, withHeaders } from './waf-support.js';

const rate = (given: object = {}) => ({
  RateBasedStatement: { Limit: 10, EvaluationWindowSec: 60, AggregateKeyType: 'IP', ...given },
});

/** A firewall with a clock that a test moves. */
function limited(statement: object, before: readonly object[] = []) {
  let nowMs = NOON_MS;
  const acl = webAcl({ Rules: [...before, blocking(statement, { Priority: 9 })] });
  const firewall = firewallOf(acl, { nowMs: () => nowMs });
  return {
    firewall,
    wait(ms: number) {
      nowMs += ms;
    },
    /** How many of so many requests come through. */
    pass: (times: number, asked: WafRequest = request()) =>
      Array.from({ length: times }, () => firewall.evaluate(asked)).filter(({ kind }) => kind === 'allow').length,
  };
}

describe('a rate-based rule', () => {
  it.each([60, 120, 300, 600])(
    'lets its limit through in a window of %d seconds, and again once it is over',
    (seconds) => {
      const { pass, wait } = limited(rate({ EvaluationWindowSec: seconds }));
      expect(pass(25)).toBe(10);
      wait((seconds - 2) * 1000 - seconds * 17);
      expect(pass(1)).toBe(0);
      wait(seconds * 1000 + 1000);
      expect(pass(25)).toBe(10);
    },
  );

  it('counts in a window of five minutes where it says none', () => {
    const { pass, wait } = limited({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } });
    expect(pass(11)).toBe(10);
    wait(290_000);
    expect(pass(1)).toBe(0);
    wait(11_000);
    expect(pass(1)).toBe(1);
  });

  it('counts on what it stops, so that a flood that goes on stays stopped', () => {
    const { pass, wait } = limited(rate());
    expect(pass(11)).toBe(10);
    for (let minute = 0; minute < 5; minute += 1) {
      wait(30_000);
      expect(pass(11)).toBe(0);
    }
  });

  it('counts each address by itself', () => {
    const { pass } = limited(rate());
    expect(pass(11, request({ sourceIp: '192.0.2.1' }))).toBe(10);
    expect(pass(11, request({ sourceIp: '192.0.2.2' }))).toBe(10);
  });

  it('counts what its scope-down statement describes alone', () => {
    const { pass } = limited(rate({ ScopeDownStatement: byteMatch({ Method: {} }, 'POST') }));
    expect(pass(50)).toBe(50);
    expect(pass(50, request({ method: 'POST' }))).toBe(10);
    expect(pass(50)).toBe(50);
  });

  it('counts everything together where its key is constant', () => {
    const { pass } = limited(
      rate({ AggregateKeyType: 'CONSTANT', ScopeDownStatement: byteMatch({ UriPath: {} }, '/', 'STARTS_WITH') }),
    );
    expect(pass(6, request({ sourceIp: '192.0.2.1' })) + pass(6, request({ sourceIp: '192.0.2.2' }))).toBe(10);
  });

  const byForwarded = (FallbackBehavior: string) =>
    rate({ AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig: { HeaderName: 'x-forwarded-for', FallbackBehavior } });
  const via = (value: string) => withHeaders(['X-Forwarded-For', value]);

  it('counts by the first forwarded address', () => {
    const { pass } = limited(byForwarded('NO_MATCH'));
    expect(pass(11, via('192.0.2.1, 10.0.0.1'))).toBe(10);
    expect(pass(11, via('192.0.2.2, 10.0.0.1'))).toBe(10);
    expect(pass(1, via('192.0.2.1'))).toBe(0);
  });

  it.each([
    ['MATCH', 'nobody', 0],
    ['NO_MATCH', 'nobody', 20],
  ])('falls back to %s for a header without an address', (fallback, value, expected) => {
    expect(limited(byForwarded(fallback)).pass(20, via(value))).toBe(expected);
  });

  it('leaves a request alone that has no header of forwarded addresses', () => {
    expect(limited(byForwarded('MATCH')).pass(20)).toBe(20);
  });

  const text = { TextTransformations: none };
  const custom = (...CustomKeys: object[]) => rate({ AggregateKeyType: 'CUSTOM_KEYS', CustomKeys });

  it.each<[string, object, WafRequest, WafRequest]>([
    ['header', { Header: { Name: 'X-Key', ...text } }, withHeaders(['x-key', 'a']), withHeaders(['x-key', 'b'])],
    [
      'cookie',
      { Cookie: { Name: 'sid', ...text } },
      withHeaders(['cookie', 'sid=a; x=1']),
      withHeaders(['cookie', 'x=1; sid=b']),
    ],
    [
      'argument',
      { QueryArgument: { Name: 'q', ...text } },
      request({ queryString: 'q=a' }),
      request({ queryString: 'q=b' }),
    ],
    ['query', { QueryString: text }, request({ queryString: 'a' }), request({ queryString: 'b' })],
    ['path', { UriPath: text }, request({ uriPath: '/a' }), request({ uriPath: '/b' })],
    ['method', { HTTPMethod: {} }, request({ method: 'GET' }), request({ method: 'PUT' })],
    ['address', { IP: {} }, request({ sourceIp: '192.0.2.1' }), request({ sourceIp: '192.0.2.2' })],
    ['JA3', { JA3Fingerprint: { FallbackBehavior: 'MATCH' } }, request({ ja3: 'a' }), request({ ja3: 'b' })],
    ['JA4', { JA4Fingerprint: { FallbackBehavior: 'MATCH' } }, request({ ja4: 'a' }), request({ ja4: 'b' })],
    ['ASN', { ASN: {} }, request({ asn: 64496 }), request({ asn: 64497 })],
  ])('counts by %s', (_what, key, one, other) => {
    const { pass } = limited(custom(key));
    expect(pass(20, one)).toBe(10);
    expect(pass(20, other)).toBe(10);
    expect(pass(1, one)).toBe(0);
  });

  it.each<[string, object]>([
    ['header', { Header: { Name: 'x-key', ...text } }],
    ['cookie', { Cookie: { Name: 'sid', ...text } }],
    ['argument', { QueryArgument: { Name: 'q', ...text } }],
    ['label', { LabelNamespace: { Namespace: 'tenant:' } }],
  ])('neither counts nor stops a request without its %s', (_what, key) => {
    expect(limited(custom(key, { IP: {} })).pass(50)).toBe(50);
  });

  it('falls back for a fingerprint that is not there', () => {
    expect(limited(custom({ JA4Fingerprint: { FallbackBehavior: 'MATCH' } })).pass(5)).toBe(0);
    expect(limited(custom({ JA4Fingerprint: { FallbackBehavior: 'NO_MATCH' } })).pass(50)).toBe(50);
  });

  it('counts by all of its keys together', () => {
    const { pass } = limited(custom({ IP: {} }, { HTTPMethod: {} }));
    expect(pass(20, request({ method: 'GET' }))).toBe(10);
    expect(pass(20, request({ method: 'PUT' }))).toBe(10);
    expect(pass(20, request({ method: 'PUT', sourceIp: '192.0.2.1' }))).toBe(10);
  });

  it('does not take two values for one that only joins to the same', () => {
    const { pass } = limited(custom({ Header: { Name: 'a', ...text } }, { Header: { Name: 'b', ...text } }));
    expect(pass(10, withHeaders(['a', 'x","y'], ['b', 'z']))).toBe(10);
    expect(pass(10, withHeaders(['a', 'x'], ['b', 'y","z']))).toBe(10);
  });

  it('counts by the transformed value', () => {
    const key = { Header: { Name: 'x-key', TextTransformations: [{ Priority: 0, Type: 'LOWERCASE' }] } };
    const { pass } = limited(custom(key));
    expect(pass(6, withHeaders(['x-key', 'AbC'])) + pass(6, withHeaders(['x-key', 'aBc']))).toBe(10);
  });

  it('counts by the labels of a namespace', () => {
    const tenant = (name: string, Priority: number) => ({
      Name: name,
      Priority,
      Statement: byteMatch({ SingleHeader: { Name: 'tenant' } }, name),
      Action: { Count: {} },
      RuleLabels: [{ Name: `tenant:${name}` }],
    });
    const { pass } = limited(custom({ LabelNamespace: { Namespace: 'tenant:' } }), [tenant('a', 1), tenant('b', 2)]);
    expect(pass(20, withHeaders(['tenant', 'a']))).toBe(10);
    expect(pass(20, withHeaders(['tenant', 'b']))).toBe(10);
    expect(pass(20)).toBe(20);
  });

  it('keeps what it counted where other rules change, and starts anew where its settings do', () => {
    const { pass, firewall } = limited(rate());
    expect(pass(11)).toBe(10);
    const other = { Name: 'other', Priority: 1, Statement: byteMatch({ Method: {} }, 'PUT'), Action: { Block: {} } };
    firewall.replaceRules(webAcl({ Rules: [other, blocking(rate(), { Priority: 9 })] }));
    expect(pass(1)).toBe(0);
    expect(pass(1, request({ method: 'PUT', sourceIp: '192.0.2.1' }))).toBe(0);
    firewall.replaceRules(webAcl({ Rules: [blocking(rate({ Limit: 12 }))] }));
    expect(pass(20)).toBe(12);
  });

  it.each([
    ['no limit', { Limit: undefined }],
    ['a key that is not known', { AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [{ Weather: {} }] }],
    ['no key', { AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: [] }],
    ['a way to count that is not known', { AggregateKeyType: 'MOON' }],
  ])('with %s does nothing', (_what, given) => {
    expect(limited(rate(given)).pass(50)).toBe(50);
  });
});

describe('a sliding window', () => {
  it('forgets step by step, not all at once', () => {
    const { count } = slidingWindow(60_000);
    expect(count('a', 0)).toBe(1);
    expect(count('a', 30_000)).toBe(2);
    expect(count('a', 59_999)).toBe(3);
    expect(count('a', 60_000)).toBe(3);
    expect(count('a', 90_000)).toBe(3);
    expect(count('a', 500_000)).toBe(1);
  });

  it('stays as large as it is under a flood of keys, and keeps those that are in use', () => {
    const { count } = slidingWindow(60_000);
    for (let at = 0; at < 12_000; at += 1) {
      count(`${'k'.repeat(100)}${at}`, 1000);
      count('steady', 1000);
    }
    expect(count('steady', 1000)).toBe(12_001);
    expect(count(`${'k'.repeat(100)}0`, 1000)).toBe(1);
  });
});
