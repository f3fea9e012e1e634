import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentName } from '../../lib/openapi/component-name.js';

describe('the key of a component', () => {
  it.each(['staff-http', 'lambda-handlers-get.book_2'])('is the id %s where OpenAPI allows it', (id) => {
    expect(componentName(id)).toBe(id);
  });

  it.each(['bound-x/a/{b}', 'a b', 'ä'])('holds none of what OpenAPI does not allow in %s', (id) => {
    expect(componentName(id)).toMatch(/^[A-Za-z0-9._-]+$/);
  });

  it('is different for different ids', () => {
    expect(componentName('a/b')).not.toBe(componentName('a{b'));
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(componentName(a) === componentName(b)).toBe(a === b);
      }),
      { numRuns: 200 },
    );
  });
});
