import { type Code, WIDTH } from './code.js';
import { isSimpleCall } from './is-simple.js';
import { quoted, quotedPieces } from './literal.js';

/** Code as text of at most 120 columns, wherever a line can be parted. */
export function layOut(code: Code): string {
  return laid(code, 0, 0, 1);
}

/** @param trailing columns that what follows needs on the last line */
function laid(code: Code, indent: number, column: number, trailing: number): string {
  if (typeof code === 'string') return code;
  const line = flat(code);
  if (line !== undefined && column + line.length + trailing <= WIDTH) return line;
  if (code.kind === 'sequence') return laidSequence(code.parts, indent, column, trailing);
  if (code.kind === 'text') return laidText(code.text, indent, column);
  if (code.kind === 'list') return laidList(code, indent);
  if (code.kind === 'call') return laidCall(code, indent, column, trailing);
  return laidChain(code, indent, column, trailing);
}

const lines = new WeakMap<object, string | null>();

/** On one line; undefined where it cannot be. */
function flat(code: Code): string | undefined {
  if (typeof code === 'string') return code;
  const known = lines.get(code);
  if (known !== undefined) return known ?? undefined;
  const line = flattened(code);
  lines.set(code, line ?? null);
  return line;
}

function flattened(code: Exclude<Code, string>): string | undefined {
  if (code.kind === 'text') return code.text.length > WIDTH ? undefined : quoted(code.text);
  if (code.kind === 'list') {
    const items = code.forced
      ? undefined
      : joined(
          code.items.map((item) => flat(item.code)),
          ', ',
        );
    if (items === undefined || items.length > WIDTH) return undefined;
    const pad = code.open === '{' && code.items.length > 0 ? ' ' : '';
    return code.open + pad + items + pad + code.close;
  }
  if (code.kind === 'sequence') return joined(code.parts.map(flat), '');
  if (code.kind === 'call') return joined([code.name, '(', joined(code.args.map(flat), ', '), ')'], '');
  if (code.calls.length > 2 && !code.calls.every((one) => isSimpleCall(one, isLong))) return undefined;
  return joined([code.head, ...code.calls.map(flat)], '');
}

function joined(texts: readonly (string | undefined)[], by: string): string | undefined {
  return texts.includes(undefined) ? undefined : texts.join(by);
}

function laidSequence(parts: readonly Code[], indent: number, column: number, trailing: number): string {
  let text = '';
  for (const [index, part] of parts.entries()) {
    const at = columnAfter(text, column);
    const after = leading({ kind: 'sequence', parts: parts.slice(index + 1) });
    const laidPart = laid(part, indent, at, after + trailing);
    // A text that is longer than the line goes on the next one.
    const moved = typeof part === 'object' && part.kind === 'text' && laidPart.startsWith('\n');
    text = moved ? text.trimEnd() + laidPart : text + laidPart;
  }
  return text;
}

/** What has to stand on the line in any case: up to where a list may open. */
function leading(code: Code): number {
  if (typeof code === 'string') return code.length;
  if (code.kind === 'list') return code.open.length;
  if (code.kind === 'call') return leadingOfCall(code);
  if (code.kind !== 'sequence') return 0;
  let columns = 0;
  for (const part of code.parts) {
    columns += leading(part);
    if (typeof part === 'object') break;
  }
  return columns;
}

function leadingOfCall({ name, args }: Extract<Code, { kind: 'call' }>): number {
  if (args.length === 0) return name.length + 2;
  return name.length + 1 + (args.length === 1 && opens(args[0]) ? 1 : 0);
}

/** Whether a formatter leaves it on the line of its call. */
function opens(code: Code | undefined): code is Extract<Code, { kind: 'list' }> {
  return typeof code === 'object' && code.kind === 'list' && code.items.length > 0;
}

function laidCall(
  { name, args }: Extract<Code, { kind: 'call' }>,
  indent: number,
  column: number,
  trailing: number,
): string {
  const last = args.at(-1);
  const before = joined(args.slice(0, -1).map(flat), ', ');
  const start = before === undefined ? undefined : `${name}(${before}${before === '' ? '' : ', '}`;
  if (opens(last) && start !== undefined && column + start.length < WIDTH)
    return `${start}${laid(last, indent, column + start.length, trailing + 1)})`;
  return args.length === 0 ? `${name}()` : name + laidList(asList(args), indent);
}

function asList(args: readonly Code[]): Extract<Code, { kind: 'list' }> {
  const items = args.map((code) => ({ comments: [], code }));
  return { kind: 'list', open: '(', close: ')', items, forced: true, end: ',' };
}

function columnAfter(text: string, column: number): number {
  const end = text.lastIndexOf('\n');
  return end < 0 ? column + text.length : text.length - end - 1;
}

/** Behind a short key a formatter leaves a text on the line, however long: so it is parted. */
const SHORT_KEY = 6;

function laidText(text: string, indent: number, column: number): string {
  const deeper = indent + 2;
  const pad = `\n${' '.repeat(deeper)}`;
  const pieces = parted(text, deeper);
  const all =
    pieces.length === 1 && column - indent <= SHORT_KEY ? quotedPieces(text, quoted(text).length - 10) : pieces;
  return pad + all.join(` +${pad}`);
}

/** The literals of a text, one a line; several that fit on one line are one line. */
function parted(text: string, indent: number): readonly string[] {
  const width = WIDTH - indent - 3;
  if (quoted(text).length <= width) return [quoted(text)];
  return quotedPieces(text, width);
}

/** On whatever line: these do not fit. */
function isLong(text: string): boolean {
  return quoted(text).length > WIDTH;
}

function laidList({ open, close, items, end }: Extract<Code, { kind: 'list' }>, indent: number): string {
  const pad = ' '.repeat(indent + 2);
  const laidItems = items.map(({ comments, code }) => {
    const above = comments.map((line) => `${pad}${line}\n`).join('');
    const text = laid(code, indent + 2, indent + 2, 1);
    return `${above}${pad}${text.replace(/^\n\s*/, '')}${end}\n`;
  });
  return `${open}\n${laidItems.join('')}${' '.repeat(indent)}${close}`;
}

/** As Biome does it: on the first line where all but the last call stay on it, and an object of that may go on below. */
function laidChain(code: Extract<Code, { kind: 'chain' }>, indent: number, column: number, trailing: number): string {
  const { head, calls } = code;
  const isPlain =
    calls.length < 3 || calls.every((one) => isSimpleCall(one, (text) => parted(text, indent + 6).length > 1));
  const before = isPlain ? joined([head, ...calls.slice(0, -1).map(flat)], '') : undefined;
  const last = calls.at(-1) ?? '';
  const goesOn = typeof last === 'object' && last.kind === 'call' && opens(last.args.at(-1));
  const fits = goesOn && before !== undefined && column + before.length + leading(last) + trailing <= WIDTH;
  // A constant with a capital and its first call count as one.
  if (calls.length === 1 || (calls.length === 2 && /^[A-Z]/.test(head)) || fits)
    return laidSequence([head, ...calls], indent, column, trailing);
  const pad = `\n${' '.repeat(indent + 2)}`;
  const after = (one: Code) => (one === last ? trailing : 0);
  return head + calls.map((one) => pad + laid(one, indent + 2, indent + 2, after(one))).join('');
}
