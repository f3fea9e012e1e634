import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmless } from '../../lib/cli/harmless.js';

const DIM = '\u001b[2mdim\u001b[22m';

describe('a report', () => {
  it.each<[string, string, boolean, string]>([
    ['lines and letters of all kinds', 'one\ntwo: ⌈é⌉ → ×', false, 'one\ntwo: ⌈é⌉ → ×'],
    ['colours of ours', `${DIM}\n`, true, `${DIM}\n`],
    ['no colours where there are none', DIM, false, '\\u001b[2mdim\\u001b[22m'],
    ['no other sequence', 'a\u001b[2Jb\u001b]0;title\u0007', true, 'a\\u001b[2Jb\\u001b]0;title\\u0007'],
    ['no carriage return', 'safe\rgone', true, 'safe\\u000dgone'],
    ['no text that runs backwards', 'user\u202egnp.exe', true, 'user\\u202egnp.exe'],
  ])('keeps %s', (_title, text, isColored, shown) => {
    expect(harmless(text, isColored)).toBe(shown);
  });

  it('is as long as it was where nothing steers', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'é', '─'), maxLength: 2_000 });
    const same = fc.property(plain, (text) => harmless(text, false) === text);
    fc.assert(same, { numRuns: 50 });
  });
});
