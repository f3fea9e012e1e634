import { describe, expect, it } from 'vitest';
import { durationSeconds } from '../../lib/cli/duration.js';

describe('durationSeconds', () => {
  it.each([
    ['90s', 90],
    ['15m', 900],
    ['1h', 3_600],
    ['7d', 604_800],
    ['-2m', -120],
    ['0s', 0],
  ])('reads %s', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it.each(['', '1', 'h', '1.5h', '1w', '1 h', '1h30m', '+1h', '99999999999d'])('refuses %j', (text) => {
    expect(() => durationSeconds(text)).toThrow(/90s, 15m, 1h or 7d/);
  });
});
