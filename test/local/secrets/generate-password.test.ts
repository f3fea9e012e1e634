import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatePassword, readPasswordRules } from '../../../lib/local/secrets/generate-password.js';

const below = (random: () => number) => (bound: number) => Math.floor(random() * bound);
const made = (source: object) => {
  const rules = readPasswordRules(source);
  return rules && generatePassword(rules, below(Math.random));
};

describe('a password', () => {
  it('has 32 characters of all types by default', () => {
    const password = made({}) ?? '';
    expect(password).toHaveLength(32);
    for (const type of [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]) expect(password).toMatch(type);
    expect(password).not.toContain(' ');
  });

  it.each([
    [{ PasswordLength: 64, ExcludePunctuation: true }, /^[A-Za-z0-9]{64}$/],
    [{ PasswordLength: '12', ExcludePunctuation: 'true', ExcludeNumbers: true }, /^[A-Za-z]{12}$/],
    [{ PasswordLength: 9, ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true }, /^\d{9}$/],
    [
      { ExcludeNumbers: true, ExcludePunctuation: true, ExcludeCharacters: 'bcdefghijklmnopqrstuvwxyz' },
      /^[aA-Z]{32}$/,
    ],
  ])('is made by the rules of %j', (source, pattern) => {
    expect(made(source)).toMatch(pattern);
  });

  it('may have blanks, and need not have all types', () => {
    const rules = { PasswordLength: 1, IncludeSpace: true, RequireEachIncludedType: false };
    expect(made(rules)).toHaveLength(1);
    expect(made({ ...rules, PasswordLength: 4, RequireEachIncludedType: true })).toBeUndefined();
    expect(made({ ...rules, PasswordLength: 5, RequireEachIncludedType: true })).toContain(' ');
  });

  it.each([
    ['of no length', { PasswordLength: 0 }],
    ['of no whole length', { PasswordLength: 7.5 }],
    ['that is too long', { PasswordLength: 4097 }],
    ['of nothing', { ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true }],
    ['too short for all types', { PasswordLength: 3 }],
  ])('%s is none', (_what, source) => {
    expect(readPasswordRules(source)).toBeUndefined();
  });

  it('has each required type, whatever chance says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 40 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 999 })),
        (length, chance) => {
          const rules = readPasswordRules({ PasswordLength: length });
          const password = rules ? generatePassword(rules, (bound) => (chance.next().value ?? 0) % bound) : '';
          expect(password).toHaveLength(length);
          for (const type of [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]) expect(password).toMatch(type);
        },
      ),
      { numRuns: 100 },
    );
  });
});
