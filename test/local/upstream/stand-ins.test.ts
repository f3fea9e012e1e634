import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyStandIns } from '../../../lib/local/upstream/stand-ins.js';

const standIns = new Map([
  ['https://id.example/', 'http://127.0.0.1:9/id/'],
  ['https://id.example/special', 'http://127.0.0.1:9/special'],
  ['https://plain.example', 'http://127.0.0.1:9/plain'],
]);

describe('applyStandIns', () => {
  it.each([
    ['https://id.example/.well-known/jwks.json', 'http://127.0.0.1:9/id/.well-known/jwks.json'],
    ['https://id.example', 'http://127.0.0.1:9/id/'],
    ['https://id.example?x=1', 'http://127.0.0.1:9/id/?x=1'],
    ['HTTPS://ID.Example:443/a', 'http://127.0.0.1:9/id/a'],
    ['https://id.example/special/a', 'http://127.0.0.1:9/special/a'],
    ['https://id.example/specials', 'http://127.0.0.1:9/id/specials'],
    ['https://plain.example/b', 'http://127.0.0.1:9/plain/b'],
  ])('puts the stand-in into %s', (url, expected) => {
    expect(applyStandIns(url, standIns)).toBe(expected);
  });

  it.each([
    'https://id.example.evil/',
    'https://id.example@evil.example/',
    'https://evil.example/https://id.example/',
    'http://id.example/',
    'https://id.example:8443/',
    'not a url',
    '',
  ])('leaves %s as it is', (url) => {
    expect(applyStandIns(url, standIns)).toBe(url);
  });

  it('never sends another host to a stand-in', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const host = new URL(url).hostname;
        fc.pre(host !== 'id.example' && host !== 'plain.example');
        expect(applyStandIns(url, standIns)).toBe(url);
      }),
      { numRuns: 40 },
    );
  });
});
