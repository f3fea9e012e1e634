import fc from 'fast-check';
import type { BodyChanges } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { changeBody } from '../../../lib/runtime/transform/change-body.js';
import { parseExactJson, writeExactJson } from '../../../lib/runtime/transform/exact-json.js';

function changed(body: string, changes: BodyChanges): string {
  const document = parseExactJson(body);
  changeBody(document, changes);
  return writeExactJson(document);
}

describe('changes of a body', () => {
  it.each<[does: string, changes: BodyChanges, before: string, after: string]>([
    ['take a member away', { remove: ['/a/b'] }, '{"a":{"b":1,"c":2}}', '{"a":{"c":2}}'],
    ['take no member away that is not there', { remove: ['/a/b'] }, '{"a":[{"b":1}],"b":2}', '{"a":[{"b":1}],"b":2}'],
    ['rename in place', { rename: { '/b': 'x' } }, '{"a":1,"b":2,"c":3}', '{"a":1,"x":2,"c":3}'],
    ['let the renamed member win', { rename: { '/b': 'a' } }, '{"a":1,"b":2}', '{"a":2}'],
    ['keep what has the new name where the old one is missing', { rename: { '/b': 'a' } }, '{"a":1}', '{"a":1}'],
    ['move into objects that they make', { move: { '/a': '/x/y' } }, '{"a":[1],"b":2}', '{"b":2,"x":{"y":[1]}}'],
    ['move over what is there, to the end', { move: { '/a': '/b' } }, '{"b":1,"a":2,"c":3}', '{"c":3,"b":2}'],
    ['leave a member that has nowhere to go', { move: { '/a': '/b/c' } }, '{"a":1,"b":"text"}', '{"a":1,"b":"text"}'],
    ['make nothing for a member that is not there', { move: { '/a': '/b/c' } }, '{}', '{}'],
    ['set in place of what is there', { set: { '/a': { x: [1, null] } } }, '{"a":0}', '{"a":{"x":[1,null]}}'],
    ['set what is not there', { set: { '/a/b': 'new' } }, '{}', '{"a":{"b":"new"}}'],
    ['set nothing below a text or a list', { set: { '/a/b': 1, '/c/d': 1 } }, '{"a":"t","c":[]}', '{"a":"t","c":[]}'],
    ['default only what is missing', { default: { '/a': 1, '/b': 2 } }, '{"a":null}', '{"a":null,"b":2}'],
    ['reach every item', { rename: { '/l/*/n': 'm' } }, '{"l":[{"n":1},3,{"o":2}]}', '{"l":[{"m":1},3,{"o":2}]}'],
    ['default in every item', { default: { '/l/*/n': 0 } }, '{"l":[{"n":1},{}]}', '{"l":[{"n":1},{"n":0}]}'],
    ['make no list', { default: { '/l/*/n': 0 } }, '{}', '{}'],
    ['reach items of a list that is all', { remove: ['/*/n'] }, '[{"n":1},{"m":2}]', '[{},{"m":2}]'],
    ['read ~1 and ~0', { remove: ['/a~1b', '/c~0d'] }, '{"a/b":1,"c~d":2,"e":3}', '{"e":3}'],
    ['take digits for a name, not for an item', { remove: ['/a/0'] }, '{"a":[1],"b":{"0":1}}', '{"a":[1],"b":{"0":1}}'],
    ['change nothing of a text', { set: { '/a': 1 } }, '"text"', '"text"'],
    ['reach __proto__ as a name', { rename: { '/__proto__': 'p' } }, '{"__proto__":{"x":1}}', '{"p":{"x":1}}'],
    ['set __proto__ as a name', { set: JSON.parse('{"/__proto__/admin":true}') }, '{}', '{"__proto__":{"admin":true}}'],
  ])('%s', (_does, changes, before, after) => {
    expect(changed(before, changes)).toBe(after);
  });

  it('pollute no prototype', () => {
    changed('{"__proto__":{"polluted":1},"constructor":{}}', { set: { '/constructor/prototype/polluted': 1 } });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('exact JSON', () => {
  it.each([
    '{"big":12345678901234567890,"small":1.10,"e":1E+400,"minus":-0}',
    '{"10":1,"9":2,"a":3,"1":4}',
    '{"n1":"n1","s":"s\\"n2","":""}',
    '"\\\\"',
    'null',
    '[true,false,null,-1e-7]',
  ])('%s comes out as it went in', (text) => {
    expect(writeExactJson(parseExactJson(text))).toBe(text);
  });

  it('writes what JSON.stringify writes, whatever blanks and escapes it came with', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(writeExactJson(parseExactJson(JSON.stringify(value, undefined, 2)))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['', '01', '{"a":1,}', "{'a':1}", '{"a":NaN}', '[1 2]', '"\n"', '{"a"', 'n1'])('refuses %j', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });

  it('reads six megabytes of one text', () => {
    const text = JSON.stringify({ a: `${'x"\\'.repeat(1_000_000)}` });
    expect(writeExactJson(parseExactJson(text))).toBe(text);
  });
});
