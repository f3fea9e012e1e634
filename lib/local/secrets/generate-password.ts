import { isRecord } from '../json/json-value.js';

/** What a password is made of, as `GenerateSecretString` and GetRandomPassword both say it. */
export interface PasswordRules {
  readonly length: number;
  readonly requiresEachType: boolean;
  /** The characters of each type that may be in it; types without any are left out. */
  readonly types: readonly string[];
}

const TYPES = [
  ['ExcludeLowercase', 'abcdefghijklmnopqrstuvwxyz'],
  ['ExcludeUppercase', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['ExcludeNumbers', '0123456789'],
  ['ExcludePunctuation', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
] as const;

const DEFAULT_LENGTH = 32;
const MOST_LENGTH = 4096;

/**
 * Reads what a template or a call asks for; undefined where there is no such password.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export function readPasswordRules(source: unknown): PasswordRules | undefined {
  const given = isRecord(source) ? source : {};
  const isTrue = (name: string) => String(given[name]) === 'true';
  const excluded = String(given.ExcludeCharacters ?? '');
  const included = TYPES.filter(([name]) => !isTrue(name)).map(([, characters]) => characters as string);
  const types = [...included, ...(isTrue('IncludeSpace') ? [' '] : [])]
    .map((characters) => [...characters].filter((one) => !excluded.includes(one)).join(''))
    .filter((characters) => characters !== '');
  const length = Number(given.PasswordLength ?? DEFAULT_LENGTH);
  const requiresEachType = String(given.RequireEachIncludedType ?? 'true') === 'true';
  const isPossible = types.length > 0 && Number.isInteger(length) && length >= 1 && length <= MOST_LENGTH;
  return isPossible && (!requiresEachType || length >= types.length) ? { length, requiresEachType, types } : undefined;
}

/** @param randomBelow a whole number from 0, the bound excluded */
export function generatePassword(rules: PasswordRules, randomBelow: (bound: number) => number): string {
  const pick = (characters: string) => characters[randomBelow(characters.length)] ?? '';
  const all = rules.types.join('');
  const required = rules.requiresEachType ? rules.types.map(pick) : [];
  const picked = [...required, ...Array.from({ length: rules.length - required.length }, () => pick(all))];
  for (let at = picked.length - 1; at > 0; at -= 1) {
    const other = randomBelow(at + 1);
    [picked[at], picked[other]] = [picked[other] ?? '', picked[at] ?? ''];
  }
  return picked.join('');
}
