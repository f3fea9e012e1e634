import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerText } from '../../../lib/runtime/guard/header-text.js';
import { anyCharacter } from '../../fixtures/any-character.js';

describe('headerText', () => {
  it.each<[unknown, string | undefined]>([
    ['ada', 'ada'],
    ['', undefined],
    [7, '7'],
    [0.5, '0.5'],
    [false, 'false'],
    [['a', 2, true], 'a,2,true'],
    [[], undefined],
    [[''], undefined],
    [['', ''], ','],
    ['100%', '100%25'],
    ['adm%69n', 'adm%2569n'],
    ['x,admins', 'x%2Cadmins'],
    [['x,admins'], 'x%2Cadmins'],
    [['x', 'admins'], 'x,admins'],
    ['ada lovelace', 'ada%20lovelace'],
    ['Zoë', 'Zo%C3%AB'],
    ['😀', '%F0%9F%98%80'],
    ['a\r\nx-admin: yes', 'a%0D%0Ax-admin:%20yes'],
    ['\u0000\u007f', '%00%7F'],
    ['\ufffd', '%EF%BF%BD'],
    ['\ud800', undefined],
    [['a', '\udc00'], undefined],
    [null, undefined],
    [undefined, undefined],
    [{ a: 1 }, undefined],
    [[['a']], undefined],
    [['a', null], undefined],
    [Number.NaN, undefined],
  ])('writes %j as %j', (claim, expected) => {
    expect(headerText(claim)).toBe(expected);
  });

  it('says of every claim what the token says: no two that differ are written alike', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '%', ',', '2', 'C', '5', ' ', 'ë', '\ud800', '\ufffd') });
    const read = (written: string) => written.split(',').map(decodeURIComponent);
    fc.assert(
      fc.property(fc.oneof(text, fc.array(text, { maxLength: 4 })), (claim) => {
        const written = headerText(claim);
        if (written !== undefined) expect(read(written)).toEqual([claim].flat());
        else expect([claim].flat().join('')).toMatch(/^$|\p{Surrogate}/u);
      }),
      { numRuns: 500 },
    );
  });

  it('never holds anything but visible ASCII', () => {
    fc.assert(fc.property(fc.string({ unit: anyCharacter }), (claim) => /^[!-~]*$/.test(headerText(claim) ?? '')));
  });
});
