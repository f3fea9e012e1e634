import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTagValue, KEY_TAGS, keyTagsOf, readKeyTags } from '../../lib/keys/key-tags.js';

describe('tags of a key', () => {
  it('are written and read back', () => {
    const fields = Object.keys(KEY_TAGS) as (keyof typeof KEY_TAGS)[];
    const some = fc.record(Object.fromEntries(fields.map((field) => [field, fc.string({ minLength: 1 })])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(some, (record) => {
        expect(readKeyTags(keyTagsOf(record))).toEqual(record);
      }),
      { numRuns: 100 },
    );
  });

  it('leave those of others alone', () => {
    expect(readKeyTags({ team: 'search', 'gatewright:owner': 'acme', 'aws:cloudformation:stack-name': 'x' })).toEqual({
      owner: 'acme',
    });
  });

  it('have names that AWS takes', () => {
    for (const name of Object.values(KEY_TAGS)) expect(name).toMatch(/^(?!aws:)[a-z:-]{1,128}$/);
  });
});

describe('isTagValue', () => {
  it.each(['acme', 'Müller Söhne', '日本', 'a@b.example', '2026-11-21T12:00:00.000Z', 'a=b+c/d_e-f', 'x'.repeat(256)])(
    'takes %j',
    (value) => {
      expect(isTagValue(value)).toBe(true);
    },
  );

  it.each([
    '',
    ' acme',
    'acme ',
    'a,b',
    'a"b',
    'a\nb',
    'a\tb',
    '\u001b[31m',
    'Smith & Sons',
    'aws:x',
    'AWS:x',
    'x'.repeat(257),
  ])('refuses %j', (value) => {
    expect(isTagValue(value)).toBe(false);
  });
});
