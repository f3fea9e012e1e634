import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TemplateError } from '../../../lib/local/rest/vtl/budget.js';
import { compileTemplate } from '../../../lib/local/rest/vtl/compile-template.js';
import { map } from '../../../lib/local/rest/vtl/value.js';
import { hostileProperty } from '../hostile-property.js';

const words = [
  ...[
    '$',
    '$x',
    '${',
    '}',
    '$!{',
    '#if(',
    '#elseif(',
    '#else',
    '#end',
    '#foreach($x in ',
    '#set($x = ',
    '#break',
    '#stop',
  ],
  ...[
    '[1..9]',
    '[1..2147483647]',
    '[',
    ']',
    '"',
    "'",
    '(',
    ')',
    '{',
    ':',
    ',',
    '.y',
    '..',
    '-',
    '\\',
    '\n',
    '==',
    '&&',
  ],
  ...['#[[', ']]#', '##', '#*', '*#', '#macro(m $x)', '#m(1)', '#define($d)', '$d', '#evaluate("$x")', '#parse("x")'],
  ...['$input.json(', '$input.path(', '$input.params(', '$input.body', '$util.parseJson(', '$util.base64Decode('],
  ...[
    '$util.urlDecode(',
    '$util.escapeJavaScript(',
    '$context.identity',
    '$context.requestOverride',
    '$stageVariables.a',
  ],
  ...['.replaceAll(', '.matches(', '.split(', '.substring(', '.class', '.getClass()', '.__proto__', '.constructor'],
  ...["'$..*'", "'$[?(@.a)]'", "'$[*]'", '1', 'a', '9999999999999999999', '%', '/', '/ 0'],
];

const corpus: readonly (readonly [template: string, body: string])[] = [
  ['#foreach($a in [1..100000])#foreach($b in [1..100000])x#end#end', '{}'],
  ['#foreach($a in [1..2147483647])#end', '{}'],
  ['#macro(m)#m()#end#m()', '{}'],
  ['#define($d)$d#end$d', '{}'],
  [`#set($x = "${'ab'.repeat(9)}")${'#set($x = "$x$x")'.repeat(60)}$x`, '{}'],
  ['(('.repeat(20_000), '{}'],
  [`#if(${'('.repeat(20_000)}`, '{}'],
  ['#if(true)'.repeat(20_000), '{}'],
  [`$x${'.y'.repeat(50_000)}`, '{}'],
  [`#set($x = ${'['.repeat(20_000)})`, '{}'],
  ["$input.json('$..*..*..*..*')", JSON.stringify(Array.from({ length: 40 }, () => Array(40).fill({ a: [1] })))],
  ["$input.path('$')", '['.repeat(100_000)],
  ["$input.json('$')", `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['$input.body.replaceAll("(a+)+$", "b")', `${'a'.repeat(40)}!`],
  ['$input.body.matches("(a|aa)+$")', `${'a'.repeat(60)}!`],
  ['$input.body.split("(x+x+)+y")', 'x'.repeat(60)],
  ['$util.base64Decode("%%%")$util.urlDecode("%")$util.parseJson("{")', '{}'],
  ['#set($x.__proto__.y = 1)#set($m = {})$m.put("__proto__", {"z": 1})$m.z', '{}'],
  ['$input.getClass().forName("java.lang.Runtime")', '{}'],
  ['#set($l = [])#foreach($i in [1..200000])$l.add($l)#end$l', '{}'],
];

const params = { path: map(), querystring: map(), header: map() };

/** One template and one body. */
export const templates = [
  hostileProperty('a mapping template renders text, or is refused as a template', {
    corpus,
    inputs: fc.tuple(
      fc
        .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, fc.string({ maxLength: 3 })), {
          maxLength: 60,
        })
        .map((parts) => parts.join('')),
      fc.oneof(fc.json(), fc.string({ maxLength: 40 })),
    ),
    holds: ([template, body]) => {
      const render = compileTemplate(template);
      try {
        assert.equal(typeof render({ body, params, context: map(), stageVariables: map() }), 'string');
      } catch (error) {
        assert.ok(error instanceof TemplateError, error as Error);
      }
      assert.equal(({} as { y?: unknown }).y ?? ({} as { z?: unknown }).z, undefined, 'no prototype was written to');
    },
    limitMs: 5_000,
  }),
];
