import { expect, it } from 'vitest';
import { newKeyValue } from '../../lib/keys/new-key-value.js';

it('is 40 letters and digits, and another each time', () => {
  const values = new Set(Array.from({ length: 200 }, () => newKeyValue()));
  expect(values.size).toBe(200);
  for (const value of values) expect(value).toMatch(/^[A-Za-z0-9]{40}$/);
});

it('uses every letter and digit, each of them by its number', () => {
  let next = 0;
  expect(newKeyValue(() => next++)).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn');
  expect(newKeyValue((limit) => limit - 1)).toBe('9'.repeat(40));
});
