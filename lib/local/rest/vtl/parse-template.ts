import type { Branch, Node } from './ast.js';
import { TemplateError } from './budget.js';
import { parseExpression, parseReference } from './parse-expression.js';
import { attempt, expect, nested, type Source, skipBlank, take, takeText } from './source.js';

/**
 * Reads a template of the Velocity Template Language as API Gateway writes it.
 * Directives swallow the line break behind them, `#set` the blanks before it too, as Velocity 1.7 has it.
 *
 * https://velocity.apache.org/engine/1.7/vtl-reference.html
 * @throws TemplateError where a directive or an expression does not parse
 */
export function parseTemplate(text: string, depth = 0): readonly Node[] {
  const source: Source = { text, at: 0, depth, parseTemplate };
  const body = parseBlock(source);
  if (source.at < text.length) throw new TemplateError(`#end, #else or #elseif without its #if at ${source.at}`);
  return body;
}

const PLAIN = /[^$#\\]+/y;
const LINE_COMMENT = /##[^\n]*(\n|$)/y;
const BLOCK_COMMENT = /#\*[\s\S]*?(\*#|$)/y;
const UNPARSED = /#\[\[([\s\S]*?)\]\]#/y;
const ESCAPES = /\\+(?=[$#])/y;
const CLOSING = /#(?:\{(?:end|else|elseif)\}|(?:end|else|elseif)(?![A-Za-z0-9_]))/y;
const DIRECTIVE = /#(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/y;
const LINE_END = /[ \t]*\r?\n/y;

function parseBlock(source: Source): readonly Node[] {
  return nested(source, () => {
    const nodes: Node[] = [];
    while (source.at < source.text.length && !peek(source, CLOSING)) nodes.push(...parseNode(source, nodes));
    return nodes;
  });
}

function parseNode(source: Source, before: Node[]): readonly Node[] {
  const plain = take(source, PLAIN);
  if (plain) return [{ kind: 'text', text: plain[0] }];
  if (take(source, LINE_COMMENT) || take(source, BLOCK_COMMENT)) return [];
  const unparsed = take(source, UNPARSED);
  if (unparsed) return [{ kind: 'text', text: unparsed[1] ?? '' }];
  if (source.text[source.at] === '\\') return parseEscapes(source);
  if (source.text[source.at] === '$') return parseReferenceNode(source);
  return parseDirective(source, before);
}

/** An odd backslash before a reference or a directive makes text of it; a pair stands for one backslash. */
function parseEscapes(source: Source): readonly Node[] {
  const count = take(source, ESCAPES)?.[0].length ?? 0;
  if (count === 0) return takeCharacter(source);
  const text = '\\'.repeat(Math.floor(count / 2));
  if (count % 2 === 0) return [{ kind: 'text', text }];
  const start = source.at;
  const known = attempt(source, () => parseReference(source)) ?? take(source, DIRECTIVE);
  const escaped = source.text.slice(start, source.at);
  return [{ kind: 'text', text: known === undefined ? `${text}\\` : text + escaped }];
}

function parseReferenceNode(source: Source): readonly Node[] {
  const reference = attempt(source, () => parseReference(source));
  return reference === undefined ? takeCharacter(source) : [{ kind: 'reference', reference }];
}

function takeCharacter(source: Source): readonly Node[] {
  source.at += 1;
  return [{ kind: 'text', text: source.text[source.at - 1] ?? '' }];
}

function parseDirective(source: Source, before: Node[]): readonly Node[] {
  const start = source.at;
  const found = take(source, DIRECTIVE);
  const name = found?.[1] ?? found?.[2];
  if (name === undefined) return takeCharacter(source);
  const read = Object.hasOwn(DIRECTIVES, name) ? DIRECTIVES[name] : undefined;
  if (read !== undefined) return [read(source, before)];
  return [parseCall(source, name, start)];
}

const DIRECTIVES: Readonly<Record<string, (source: Source, before: Node[]) => Node>> = {
  set: parseSet,
  if: parseIf,
  foreach: parseForeach,
  define: parseDefine,
  macro: parseMacro,
  break: () => ({ kind: 'break' }),
  stop: () => ({ kind: 'stop' }),
};

function parseSet(source: Source, before: Node[]): Node {
  trimBlanks(before);
  open(source);
  const target = parseReference(source);
  skipBlank(source);
  expect(source, '=');
  const value = parseExpression(source);
  close(source);
  return { kind: 'set', target, value };
}

function parseIf(source: Source): Node {
  const branches: Branch[] = [parseBranch(source)];
  let otherwise: readonly Node[] = [];
  for (;;) {
    const closing = take(source, DIRECTIVE);
    const name = closing?.[1] ?? closing?.[2];
    if (name === 'elseif') branches.push(parseBranch(source));
    else if (name === 'else') {
      take(source, LINE_END);
      otherwise = parseBlock(source);
    } else if (name === 'end') {
      take(source, LINE_END);
      return { kind: 'if', branches, otherwise };
    } else throw new TemplateError('#end is missing');
  }
}

function parseBranch(source: Source): Branch {
  open(source);
  const test = parseExpression(source);
  close(source);
  return { test, body: parseBlock(source) };
}

const IN = /\s+in\s*/y;

function parseForeach(source: Source): Node {
  open(source);
  const { name: item } = parseReference(source);
  if (!take(source, IN)) throw new TemplateError(`#foreach lacks its "in" at ${source.at}`);
  const over = parseExpression(source);
  close(source);
  return { kind: 'foreach', item, over, body: parseBody(source) };
}

function parseDefine(source: Source): Node {
  open(source);
  const { name } = parseReference(source);
  close(source);
  return { kind: 'define', name, body: parseBody(source) };
}

const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;

function parseMacro(source: Source): Node {
  open(source);
  const name = take(source, NAME)?.[0];
  if (name === undefined) throw new TemplateError('a macro has no name');
  const parameters: string[] = [];
  skipBlank(source);
  while (source.text[source.at] === '$' || takeText(source, ',')) {
    skipBlank(source);
    parameters.push(parseReference(source).name);
    skipBlank(source);
  }
  close(source);
  return { kind: 'macro', name, parameters, body: parseBody(source) };
}

/** A word behind `#` that nobody knows is text, as long as no macro of that name is called. */
function parseCall(source: Source, name: string, start: number): Node {
  const args = source.text[source.at] === '(' ? attempt(source, () => parseCallArguments(source)) : undefined;
  if (args === undefined) return { kind: 'call', name, args: [], source: source.text.slice(start, source.at) };
  return { kind: 'call', name, args, source: source.text.slice(start, source.at) };
}

function parseCallArguments(source: Source) {
  expect(source, '(');
  const args = [];
  skipBlank(source);
  while (!takeText(source, ')')) {
    takeText(source, ',');
    args.push(parseExpression(source));
    skipBlank(source);
  }
  return args;
}

function parseBody(source: Source): readonly Node[] {
  const body = parseBlock(source);
  const closing = take(source, DIRECTIVE);
  if ((closing?.[1] ?? closing?.[2]) !== 'end') throw new TemplateError('#end is missing');
  take(source, LINE_END);
  return body;
}

function open(source: Source): void {
  skipBlank(source);
  expect(source, '(');
  skipBlank(source);
}

function close(source: Source): void {
  skipBlank(source);
  expect(source, ')');
  take(source, LINE_END);
}

function trimBlanks(before: Node[]): void {
  const last = before.at(-1);
  if (last?.kind === 'text') before[before.length - 1] = { kind: 'text', text: last.text.replace(/[ \t]+$/, '') };
}

function peek(source: Source, pattern: RegExp): boolean {
  pattern.lastIndex = source.at;
  return pattern.test(source.text);
}
