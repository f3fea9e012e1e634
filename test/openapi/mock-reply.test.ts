import fc from 'fast-check';
import velocity from 'velocityjs';
import { describe, expect, it } from 'vitest';
import { vtlSafeJson } from '../../lib/openapi/mock-reply.js';
import type { JsonValue } from '../../lib/spec/index.js';

describe('the JSON of a reply', () => {
  it.each<[JsonValue, string]>([
    [{ price: '$5' }, '{"price":"\\u00245"}'],
    ['#set($x = 1)', '"\\u0023set(\\u0024x = 1)"'],
    [{ $ref: '#/a' }, '{"\\u0024ref":"\\u0023/a"}'],
    ['a\\$b', '"a\\\\\\u0024b"'],
    [null, 'null'],
    [[], '[]'],
  ])('%j is written as %s', (value, text) => {
    expect(vtlSafeJson(value)).toBe(text);
    expect(JSON.parse(text)).toEqual(value);
  });

  it('comes out of the template language as it went in', () => {
    const tricky = fc.array(
      fc.constantFrom('$', '#', '{', '}', '!', 'if', 'set(', ')', '\\', '*', '[[', 'é', '"', ' '),
    );
    const value = fc.jsonValue().map((json) => json as JsonValue);
    const text = fc.oneof(
      value,
      tricky.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (json) => {
        expect(JSON.parse(velocity.render(vtlSafeJson(json)))).toEqual(JSON.parse(JSON.stringify(json)));
      }),
      { numRuns: 200 },
    );
  });
});
