import type { BinaryOperator, Expression, Reference, Step } from './ast.js';
import { TemplateError } from './budget.js';
import { attempt, expect, nested, type Source, skipBlank, take, takeText } from './source.js';

const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y;
const REFERENCE_START = /\$!?(\{?)/y;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const SINGLE_QUOTED = /'((?:[^']|'')*)'/y;
const DOUBLE_QUOTED = /"((?:[^"\\]|\\[\s\S]|"")*)"/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;

/** Levels of Velocity's grammar from the loosest to the tightest; words mean the same as their signs. */
const LEVELS: readonly (readonly [RegExp, Readonly<Record<string, BinaryOperator>>])[] = [
  [/\|\||or\b/y, { '||': '||', or: '||' }],
  [/&&|and\b/y, { '&&': '&&', and: '&&' }],
  [/==|!=|eq\b|ne\b/y, { '==': '==', '!=': '!=', eq: '==', ne: '!=' }],
  [
    /<=|>=|<|>|le\b|ge\b|lt\b|gt\b/y,
    { '<=': '<=', '>=': '>=', '<': '<', '>': '>', le: '<=', ge: '>=', lt: '<', gt: '>' },
  ],
  [/[+-]/y, { '+': '+', '-': '-' }],
  [/[*/%]/y, { '*': '*', '/': '/', '%': '%' }],
];

/** Reads an expression as it stands in `#if(…)`, `#set(… = …)` and arguments. */
export const parseExpression = (source: Source): Expression => nested(source, () => parseLevel(source, 0));

function parseLevel(source: Source, level: number): Expression {
  const [pattern, operators] = LEVELS[level] ?? [];
  if (pattern === undefined || operators === undefined) return parseUnary(source);
  let left = parseLevel(source, level + 1);
  for (;;) {
    skipBlank(source);
    const operator = operators[take(source, pattern)?.[0] ?? ''];
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: parseLevel(source, level + 1) };
  }
}

const NOT = /!|not\b/y;

function parseUnary(source: Source): Expression {
  skipBlank(source);
  if (take(source, NOT)) return nested(source, () => ({ kind: 'not', operand: parseUnary(source) }));
  if (takeText(source, '-')) return nested(source, () => ({ kind: 'negate', operand: parseUnary(source) }));
  return parsePrimary(source);
}

function parsePrimary(source: Source): Expression {
  switch (source.text[source.at]) {
    case '$':
      return parseReference(source);
    case "'":
      return parseSingleQuoted(source);
    case '"':
      return parseDoubleQuoted(source);
    case '(':
      return parseGroup(source);
    case '[':
      return parseList(source);
    case '{':
      return parseMap(source);
    default:
      return parseWord(source);
  }
}

function parseWord(source: Source): Expression {
  const number = take(source, NUMBER);
  if (number) {
    const whole = number[1] === undefined && number[2] === undefined;
    return { kind: 'literal', value: whole ? BigInt(number[0]) : Number(number[0]) };
  }
  const word = take(source, WORD)?.[0];
  if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
  if (word === 'null') return { kind: 'literal', value: null };
  throw new TemplateError(`an expression is missing at ${source.at}`);
}

function parseSingleQuoted(source: Source): Expression {
  const found = take(source, SINGLE_QUOTED);
  if (!found) throw new TemplateError(`a string does not end at ${source.at}`);
  return { kind: 'literal', value: (found[1] ?? '').replaceAll("''", "'") };
}

function parseDoubleQuoted(source: Source): Expression {
  const found = take(source, DOUBLE_QUOTED);
  if (!found) throw new TemplateError(`a string does not end at ${source.at}`);
  const text = (found[1] ?? '').replaceAll('""', '"').replaceAll('\\"', '"');
  if (!/[$#]/.test(text)) return { kind: 'literal', value: text };
  return { kind: 'interpolation', body: source.parseTemplate(text, source.depth + 1) };
}

function parseGroup(source: Source): Expression {
  expect(source, '(');
  const inner = parseExpression(source);
  skipBlank(source);
  expect(source, ')');
  return inner;
}

function parseList(source: Source): Expression {
  expect(source, '[');
  skipBlank(source);
  if (takeText(source, ']')) return { kind: 'list', items: [] };
  const first = parseExpression(source);
  skipBlank(source);
  if (takeText(source, '..')) {
    const to = parseExpression(source);
    skipBlank(source);
    expect(source, ']');
    return { kind: 'range', from: first, to };
  }
  const items = [first, ...parseMore(source)];
  expect(source, ']');
  return { kind: 'list', items };
}

function parseMore(source: Source): Expression[] {
  const items: Expression[] = [];
  skipBlank(source);
  while (takeText(source, ',')) {
    items.push(parseExpression(source));
    skipBlank(source);
  }
  return items;
}

function parseMap(source: Source): Expression {
  expect(source, '{');
  const entries: [Expression, Expression][] = [];
  skipBlank(source);
  while (!takeText(source, '}')) {
    if (entries.length > 0) expect(source, ',');
    skipBlank(source);
    const bare = take(source, WORD)?.[0];
    const key = bare === undefined ? parseExpression(source) : ({ kind: 'literal', value: bare } as const);
    skipBlank(source);
    expect(source, ':');
    entries.push([key, parseExpression(source)]);
    skipBlank(source);
  }
  return { kind: 'map', entries };
}

/** Reads `$name`, `$!name`, `${name}` and what follows: `.property`, `.method(…)`, `[index]`. */
export function parseReference(source: Source): Reference {
  const start = take(source, REFERENCE_START);
  const name = start && take(source, IDENTIFIER)?.[0];
  if (name === undefined) throw new TemplateError(`a reference is missing at ${source.at}`);
  const path: Step[] = [];
  for (let step = parseStep(source); step !== undefined; step = parseStep(source)) path.push(step);
  if (start?.[1] === '{') expect(source, '}');
  return { kind: 'reference', name, path };
}

const PROPERTY = /\.([A-Za-z_][A-Za-z0-9_-]*)/y;

function parseStep(source: Source): Step | undefined {
  const property = take(source, PROPERTY)?.[1];
  if (property !== undefined) {
    if (source.text[source.at] !== '(') return { kind: 'property', name: property };
    return { kind: 'method', name: property, args: parseArguments(source) };
  }
  if (source.text[source.at] !== '[') return undefined;
  return attempt(source, () => {
    expect(source, '[');
    const index = parseExpression(source);
    skipBlank(source);
    expect(source, ']');
    return { kind: 'index', index };
  });
}

function parseArguments(source: Source): Expression[] {
  expect(source, '(');
  skipBlank(source);
  if (takeText(source, ')')) return [];
  const args = [parseExpression(source), ...parseMore(source)];
  expect(source, ')');
  return args;
}
