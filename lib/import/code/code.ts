/** Code before it is laid out. */
export type Code = string | Sequence | List | Chain | LongText;

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

/** `z.string().min(1)`: on one line where it fits, else a call a line. */
interface Chain {
  readonly kind: 'chain';
  readonly head: string;
  readonly calls: readonly Code[];
  readonly forced: boolean;
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

/** The last argument stays on the line where it is an object or an array, as formatters do it. */
export function call(name: string, ...args: readonly Code[]): Code {
  const last = args.at(-1);
  const hugs = typeof last === 'object' && last.kind === 'list' && last.open !== '(' && last.items.length > 0;
  if (args.length === 0 || !hugs) return sequence(name, list('(', args));
  return sequence(name, '(', ...args.slice(0, -1).flatMap((arg) => [arg, ', ']), last, ')');
}

/** A call behind another: `.min(1)` on `z.string()` or on the chain that it is the end of. */
export function chained(before: Code, next: Code): Code {
  const { head, calls } = chainOf(before);
  const all = [...calls, next];
  return { kind: 'chain', head, calls: all, forced: all.length > 2 && !all.every(isSimpleCall) };
}

function chainOf(code: Code): { readonly head: string; readonly calls: readonly Code[] } {
  if (typeof code === 'string') return { head: code, calls: [] };
  if (code.kind === 'chain') return code;
  if (code.kind === 'sequence' && typeof code.parts[0] === 'string') {
    const [name, ...rest] = code.parts as readonly [string, ...Code[]];
    const dot = name.lastIndexOf('.');
    if (dot > 0) return { head: name.slice(0, dot), calls: [sequence(name.slice(dot), ...rest)] };
  }
  return { head: '', calls: [code] };
}

/** Formatters lay three calls and more out in lines as soon as one has something else than plain arguments. */
function isSimpleCall(call: Code): boolean {
  return argumentsOf(call).every((argument) => isSimple(argument, 0));
}

/** Of `name(a, { b })`, however it is put together. */
function argumentsOf(call: Code): readonly Code[] {
  if (typeof call === 'string' || call.kind !== 'sequence') return [];
  return call.parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    return part.kind === 'list' && part.open === '(' ? part.items.map(({ code }) => code) : [part];
  });
}

const LONG_PATTERN = /^\/.{6,}\/\w*$/;

function isSimple(code: Code, depth: number): boolean {
  if (depth >= 2) return false;
  if (typeof code === 'string') return !LONG_PATTERN.test(code) && !code.includes('=>');
  if (code.kind === 'text') return true;
  if (code.kind === 'list') return code.items.every(({ code: item }) => isSimple(item, depth + 1));
  const inner = code.kind === 'chain' ? code.calls.flatMap(argumentsOf) : argumentsOf(code);
  return inner.every((one) => isSimple(one, isProperty(code) ? depth : depth + 1));
}

function isProperty(code: Code): boolean {
  const [first] = typeof code === 'object' && code.kind === 'sequence' ? code.parts : [];
  return typeof first === 'string' && first.endsWith(': ');
}
