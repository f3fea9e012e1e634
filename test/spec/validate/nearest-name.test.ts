import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../lib/spec/validate/nearest-name.js';

const NAMES = ['routes', 'throttle', 'tracing', 'traffic', 'ttlSeconds', 'origins', 'auth', 'api', 'edge'];

describe('the name that somebody may have meant', () => {
  it.each([
    ['one letter for another', 'routez', 'routes'],
    ['a letter too few', 'throtle', 'throttle'],
    ['a letter too many', 'trafffic', 'traffic'],
    ['two letters swapped', 'ruotes', 'routes'],
    ['two letters swapped in a short name', 'egde', 'edge'],
    ['other capitals', 'TTLSECONDS', 'ttlSeconds'],
    ['the beginning of one name', 'ttl', 'ttlSeconds'],
    ['the beginning of several, none of them near', 'tra', undefined],
    ['a beginning that is too short', 'or', undefined],
    ['three edits of a long name', 'trohttel', 'throttle'],
    ['most letters of a short one', 'app', 'api'],
    ['a quarter of a short one', 'xyze', undefined],
    ['another word', 'colour', undefined],
    ['nothing', '', undefined],
  ])('takes %s: %s', (_, word, expected) => {
    expect(nearestName(word, NAMES)).toBe(expected);
  });

  it('is the nearest of several', () => {
    expect(nearestName('plan', ['plane', 'plans', 'plan'])).toBe('plan');
    expect(nearestName('headers', ['header', 'heater', 'headers2'])).toBe('header');
  });

  it('is none where there are none', () => {
    expect(nearestName('routes', [])).toBeUndefined();
  });
});
