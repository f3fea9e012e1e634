/** Code before it is laid out. */
export type Code = string | Sequence | List | Call | Chain | LongText;

interface Sequence {
  readonly kind: 'sequence';
  readonly parts: readonly Code[];
}

/** `{ a, b }`, `[a, b]` or `(a, b)`: on one line where it fits, else an item a line. */
interface List {
  readonly kind: 'list';
  readonly open: string;
  readonly close: string;
  readonly items: readonly Item[];
  readonly forced: boolean;
  readonly end: ',' | ';';
}

export interface Item {
  /** Lines above it, each with its `//`. */
  readonly comments: readonly string[];
  readonly code: Code;
}

/** Where it does not fit on one line, a last argument that is an object or an array goes on below. */
interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Code[];
}

/** `z.string().min(1)`: on one line where it fits, else a call a line. */
interface Chain {
  readonly kind: 'chain';
  readonly head: string;
  readonly calls: readonly Code[];
}

/** A text that may be parted with `+` where the line ends. */
interface LongText {
  readonly kind: 'text';
  readonly text: string;
}

export const WIDTH = 120;

export function sequence(...parts: readonly Code[]): Code {
  return { kind: 'sequence', parts };
}

export function list(
  open: '{' | '[' | '(',
  contents: readonly (Code | Item)[],
  { forced = false }: { readonly forced?: boolean } = {},
): Code {
  const items = contents.map((one): Item => (isItem(one) ? one : { comments: [], code: one }));
  const close = { '{': '}', '[': ']', '(': ')' }[open];
  const isForced = forced || items.some(({ comments }) => comments.length > 0);
  return { kind: 'list', open, close, items, forced: isForced, end: ',' };
}

/** Statements in braces, a line each. */
export function block(...statements: readonly Code[]): Code {
  const items = statements.map((code) => ({ comments: [], code }));
  return { kind: 'list', open: '{', close: '}', items, forced: true, end: ';' };
}

function isItem(one: Code | Item): one is Item {
  return typeof one === 'object' && 'comments' in one;
}

export function longText(text: string): Code {
  return { kind: 'text', text };
}

export function call(name: string, ...args: readonly Code[]): Code {
  return { kind: 'call', name, args };
}

/** A call behind another: `.min(1)` on `z.string()` or on the chain that it is the end of. */
export function chained(before: Code, next: Code): Code {
  const { head, calls } = chainOf(before);
  return { kind: 'chain', head, calls: [...calls, next] };
}

function chainOf(code: Code): { readonly head: string; readonly calls: readonly Code[] } {
  if (typeof code === 'string') return { head: code, calls: [] };
  if (code.kind === 'chain') return code;
  const dot = code.kind === 'call' ? code.name.lastIndexOf('.') : -1;
  if (code.kind !== 'call' || dot <= 0) return { head: '', calls: [code] };
  return { head: code.name.slice(0, dot), calls: [{ ...code, name: code.name.slice(dot) }] };
}
