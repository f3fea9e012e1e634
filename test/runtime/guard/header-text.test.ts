import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerText } from '../../../lib/runtime/guard/header-text.js';

describe('headerText', () => {
  it.each<[unknown, string | undefined]>([
    ['ada', 'ada'],
    ['', ''],
    [7, '7'],
    [0.5, '0.5'],
    [false, 'false'],
    [['a', 2, true], 'a,2,true'],
    [[], ''],
    ['100%', '100%'],
    ['ada lovelace', 'ada%20lovelace'],
    ['Zoë', 'Zo%C3%AB'],
    ['😀', '%F0%9F%98%80'],
    ['a\r\nx-admin: yes', 'a%0D%0Ax-admin:%20yes'],
    ['\u0000\u007f', '%00%7F'],
    ['\ud800', '%EF%BF%BD'],
    [null, undefined],
    [undefined, undefined],
    [{ a: 1 }, undefined],
    [[['a']], undefined],
    [['a', null], undefined],
    [Number.NaN, undefined],
  ])('writes %j as %j', (claim, expected) => {
    expect(headerText(claim)).toBe(expected);
  });

  it('never holds anything but visible ASCII', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (claim) => /^[!-~]*$/.test(headerText(claim) ?? '')));
  });
});
