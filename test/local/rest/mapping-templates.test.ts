import { describe, expect, it } from 'vitest';
import { TemplateError } from '../../../lib/local/rest/vtl/budget.js';
import { compileTemplate } from '../../../lib/local/rest/vtl/compile-template.js';
import { toVtlValue } from '../../../lib/local/rest/vtl/input-variable.js';
import { map, type VtlMap } from '../../../lib/local/rest/vtl/value.js';

function render(template: string, body = '', context: unknown = {}): string {
  return compileTemplate(template)({
    body,
    params: {
      path: map([['id', '42']]),
      querystring: map([
        ['q', 'tea'],
        ['id', 'query'],
      ]),
      header: { ...map([['X-Shop', 'north']]), ignoreCase: true },
    },
    context: toVtlValue(context) as VtlMap,
    stageVariables: map([['color', 'red']]),
  });
}

describe('a mapping template', () => {
  it.each([
    ['plain text', 'no "variables" here, 5$ and #1', 'no "variables" here, 5$ and #1'],
    ['a variable', '#set($a = "x")$a ${a}y $!a', 'x xy x'],
    ['what is not there', '[$nothing][$!nothing][${nothing}][$a.b.c][$a.b()]', '[][][][][]'],
    ['a dot behind a reference', '#set($a = 1)$a. $a.', '1. 1.'],
    ['escapes', '\\$a \\#set \\\\ \\"', '$a #set \\\\ \\"'],
    ['comments', 'a## gone\nb#* gone *#c', 'abc'],
    ['unparsed text', '#[[ $a #if ]]#', ' $a #if '],
    ['the line break behind a directive', '  #set($a = 1)\n#if(true)\nx\n#end\ny', 'x\ny'],
    ['if, elseif, else', '#set($n = 2)#if($n == 1)a#elseif($n == 2)b#{else}c#end', 'b'],
    ['operators', '#if((1 < 2 && 3 >= 3) || false)a#end#if(!true or 1 ne 2 and 2 gt 1)b#end', 'ab'],
    ['arithmetic', '#set($a = 7 / 2)#set($b = 7 % 4)#set($c = 1.5 + 1)#set($d = 2 - -3)$a $b $c $d', '3 3 2.5 5'],
    ['division by zero', '#set($a = 1 / 0)[$a]', '[]'],
    ['text and numbers', '#set($a = "n" + 1)$a', 'n1'],
    ['foreach', '#foreach($x in ["a", "b"])$foreach.index$x$foreach.count#if($foreach.hasNext),#end#end', '0a1,1b2'],
    ['foreach over a range', '#foreach($x in [3..1])$x#end', '321'],
    ['break', '#foreach($x in [1..9])#if($x == 3)#break#end$x#end', '12'],
    ['stop', 'a#stop b', 'a'],
    ['a loop variable that was there before', '#set($x = "o")#foreach($x in [1])$x#end$x', '1o'],
    [
      'maps',
      '#set($m = {"a": 1, "b": [2, 3]})$m $m.a $m["b"][1] $m.size() $m.keySet()',
      '{a=1, b=[2, 3]} 1 3 2 [a, b]',
    ],
    [
      'entries of maps',
      '#set($m = {"a": 1, "b": {"c": 2}})$m.entrySet() #foreach($e in $m.entrySet())$e.key:$e.value;#end',
      '[a=1, b={c=2}] a:1;b:{c=2};',
    ],
    ['assignment into maps', '#set($m = {})#set($m.a = 1)#set($m["b"] = 2)$m.put("c", 3)$m', '{a=1, b=2, c=3}'],
    ['assignment into lists', '#set($l = [1, 2])#set($l[0] = 9)#set($none = $l.add(3))$l', '[9, 2, 3]'],
    ['interpolation', '#set($a = "x")#set($b = "$a/${a}")#set($c = \'$a\')$b $c $a-y', 'x/x $a '],
    ['define', '#define($block)<$a>#end#set($a = 1)$block', '<1>'],
    ['macros', '#macro(twice $x)$x$x#end#twice("a")#unknown("b")', 'aa#unknown("b")'],
    ['an empty text as a condition', '#if("")a#else b#end', ' b'],
    ['what is absent as null and as empty text', '#if($no == $null)1#end#if($no == "")2#end#if($no)3#end', '12'],
    ['the stage', '$stageVariables.color $stageVariables.get("color") $stageVariables.none', 'red red '],
  ])('knows %s', (_what, template, expected) => {
    expect(render(template)).toBe(expected);
  });

  it.each([
    ['length', '"abc".length()', '3'],
    ['substring', '"abcdef".substring(1, 3)', 'bc'],
    ['substring out of bounds', '"abc".substring(9)', ''],
    ['split', '"a,b,,".split(",")', '[a, b]'],
    ['replaceAll', '"a1b2".replaceAll("([0-9])", "<$1>")', 'a<1>b<2>'],
    ['matches', '"abc".matches("a.c")', 'true'],
    ['matches part', '"xabc".matches("a.c")', 'false'],
    ['equalsIgnoreCase', '"A".equalsIgnoreCase("a")', 'true'],
    ['trim and case', '" Ab ".trim().toUpperCase()', 'AB'],
    ['contains on lists', '[1, 2].contains(2)', 'true'],
    ['a method that is not there', '"a".getClass().forName("x")', ''],
    ['a property of JavaScript', '"a".constructor', ''],
    ['a prototype', '{}.__proto__', ''],
  ])('calls Java methods: %s', (_what, expression, expected) => {
    const [, receiver = '', rest = ''] = /^("[^"]*"|\[[^\]]*\]|\{\})(.*)$/.exec(expression) ?? [];
    expect(render(`#set($v = ${receiver})$v${rest}`)).toBe(expected);
  });
});

describe('$input', () => {
  it.each([
    ['$input.body', '{"a": 1}', '{"a": 1}'],
    ['$input.body', '', '{}'],
    ['$input.body', 'plain', 'plain'],
    ['$input.body.field', '{"field":1}', ''],
    ["$input.json('$')", '{"a": [1, 2.50, "x"], "b": null}', '{"a":[1,2.5,"x"],"b":null}'],
    ["$input.json('$.a')", '{"a":"text"}', '"text"'],
    ["$input.json('$.none')", '{"a":1}', '""'],
    ["$input.json('$')", 'a=b&c=d', '"a=b&c=d"'],
    ["$input.path('$')", '{"a":{"b":[{"c":1}]}}', '{a={b=[{"c":1}]}}'],
    ["$input.path('$.a')", '{"a":12345678901234567890}', '12345678901234567890'],
    ["$input.path('$.a')", '{"a":1.0}', '1.0'],
    ["$input.path('$.a')", '{"a":12345678.9}', '1.23456789E7'],
    ["$input.path('$.list').size()", '{"list":[1,2,3]}', '3'],
    ["$input.path('$').list[1]", '{"list":[1,2,3]}', '2'],
    ["$input.params('id')", '', '42'],
    ["$input.params('q')", '', 'tea'],
    ["$input.params('x-shop')", '', 'north'],
    ["$input.params('none')", '', ''],
    ['$input.params().querystring.get("id")', '', 'query'],
    ['$input.params().path.id', '', '42'],
  ])('%s of %s is %s', (template, body, expected) => {
    expect(render(template, body)).toBe(expected);
  });
});

describe('$util', () => {
  it.each([
    ['$util.escapeJavaScript($input.body)', `it's "a/b"\n\u00e9`, `it\\'s \\"a\\/b\\"\\n\\u00E9`],
    ['$util.urlEncode($input.body)', 'a b&c=~é', 'a+b%26c%3D%7E%C3%A9'],
    ['$util.urlDecode($input.body)', 'a+b%26', 'a b&'],
    ['$util.base64Encode($input.body)', 'hé', 'aMOp'],
    ['$util.base64Decode($input.body)', 'aMOp', 'hé'],
    ['$util.parseJson($input.body).a[0].b', '{"a":[{"b":"deep"}]}', 'deep'],
    ['$util.nothing($input.body)', 'x', ''],
  ])('%s', (template, body, expected) => {
    expect(render(template, body)).toBe(expected);
  });
});

describe('a hostile template', () => {
  it.each([
    ['a text that doubles', '#set($a = "xxxxxxxxxx")#foreach($i in [1..100])#set($a = "$a$a")#end$a'],
    ['loops in loops', '#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end'],
    ['a macro that calls itself', '#macro(m)#m()#end#m()'],
    ['a list inside of itself', '#set($l = [])#set($n = $l.add($l))$l'],
    ['shared lists', '#set($l = ["xxxxxxxxxx"])#foreach($i in [1..40])#set($l = [$l, $l, $l])#end$l'],
    ['backtracking without an end', '#set($v = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")$v.matches("(a+)+b")'],
    ['an #if without its #end', '#if(true)'],
    ['an #end too many', 'x#end'],
    ['an expression that does not parse', '#set($a = )'],
    ['brackets without an end', `#set($a = ${'['.repeat(5000)})`],
    ['broken JSON for parseJson', '$util.parseJson("{")'],
  ])('is refused: %s', (_what, template) => {
    const startedMs = Date.now();
    expect(() => render(template)).toThrow(TemplateError);
    expect(Date.now() - startedMs).toBeLessThan(5_000);
  });

  it('makes a thousand rounds of a #foreach and no more', () => {
    expect(render('#foreach($i in [1..5000])x#end')).toHaveLength(1000);
  });
});
