import { remembered } from './remembered.js';

/** Methods that API Gateway routes. `ANY` takes those that have no route of their own on the path. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'] as const;
export type Method = (typeof METHODS)[number];

/**
 * Names of a path's parameters: `'isbn' | 'path'` for `/books/{isbn}/{path+}`.
 * The same grammar as {@link parsePath}; one table of cases tests both.
 */
export type PathParams<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? SegmentParam<Head> | PathParams<Tail>
  : SegmentParam<Path>;
type SegmentParam<S extends string> = S extends `{${infer Name}+}` ? Name : S extends `{${infer Name}}` ? Name : never;

/** Names of the `{placeholders}` anywhere in a URL. */
export type UrlParams<Url extends string> = Url extends `${string}{${infer Name}}${infer Tail}`
  ? Name | UrlParams<Tail>
  : never;

/** What is wrong with a route pattern as a sentence that the compiler shows; `never` where nothing is. */
export type PatternError<Pattern extends string> = string extends Pattern
  ? never
  : Pattern extends `${infer M} ${infer Path}`
    ? M extends Method
      ? PathError<Path>
      : `"${M}" is not a method: one of GET POST PUT PATCH DELETE HEAD OPTIONS ANY`
    : 'a route is a method, one space and a path: "GET /books/{isbn}"';

type PathError<Path extends string> = Path extends '/'
  ? never
  : Path extends `/${infer Rest}`
    ? SegmentsError<Rest>
    : `the path "${Path}" must begin with "/"`;

type SegmentsError<S extends string, Seen extends string = never> = S extends `${infer Head}/${infer Tail}`
  ? Head extends `{${string}+}`
    ? `"${Head}" takes the rest of the path, so it must be the last segment`
    : SegmentError<Head, Seen> extends never
      ? SegmentsError<Tail, Seen | SegmentParam<Head>>
      : SegmentError<Head, Seen>
  : SegmentError<S, Seen>;

type SegmentError<S extends string, Seen extends string> = S extends ''
  ? 'a path has no empty segment and no slash at its end'
  : S extends `{${infer Name}}`
    ? Name extends `${infer Bare}+`
      ? NameError<Bare, Seen>
      : NameError<Name, Seen>
    : S extends `${string}${'{' | '}'}${string}`
      ? `"${S}": a parameter is a whole segment, {like} this`
      : never;

type NameError<Name extends string, Seen extends string> = Name extends ''
  ? 'a path parameter needs a name'
  : Name extends Seen
    ? `the path names the parameter "${Name}" twice`
    : never;

export interface PathSegment {
  readonly kind: 'literal' | 'parameter' | 'greedy';
  /** The literal itself, or the parameter's name. */
  readonly text: string;
}

export type ParsedPath =
  | { readonly ok: true; readonly segments: readonly PathSegment[] }
  | { readonly ok: false; readonly reason: string };

/** What both REST resources and HTTP routes take as a literal segment. */
const LITERAL = /^[A-Za-z0-9._:-]+$/;
const PARAMETER_NAME = /^[A-Za-z0-9._-]+$/;

/**
 * Reads a path by the grammar that both API types share.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html
 */
export const parsePath: (path: string) => ParsedPath = remembered(readPath);

function readPath(path: string): ParsedPath {
  if (!path.startsWith('/')) return { ok: false, reason: `the path "${path}" must begin with "/"` };
  if (path === '/') return { ok: true, segments: [] };
  const segments: PathSegment[] = [];
  const texts = path.slice(1).split('/');
  for (const [index, text] of texts.entries()) {
    const segment = parseSegment(text);
    if (typeof segment === 'string') return { ok: false, reason: segment };
    const reason = misplaced(segment, text, segments, index === texts.length - 1);
    if (reason) return { ok: false, reason };
    segments.push(segment);
  }
  return { ok: true, segments };
}

function parseSegment(text: string): PathSegment | string {
  if (text === '') return 'a path has no empty segment and no slash at its end';
  if (text.startsWith('{') && text.endsWith('}')) return parseParameter(text.slice(1, -1));
  if (/[{}]/.test(text)) return `"${text}": a parameter is a whole segment, {like} this`;
  return LITERAL.test(text)
    ? { kind: 'literal', text }
    : `"${text}": a literal segment is made of letters, digits and . _ : -`;
}

function parseParameter(inner: string): PathSegment | string {
  const greedy = inner.endsWith('+');
  const text = greedy ? inner.slice(0, -1) : inner;
  if (text === '') return 'a path parameter needs a name';
  if (!PARAMETER_NAME.test(text)) return `"${text}": a parameter's name is made of letters, digits and . _ -`;
  return { kind: greedy ? 'greedy' : 'parameter', text };
}

function misplaced(
  segment: PathSegment,
  text: string,
  before: readonly PathSegment[],
  last: boolean,
): string | undefined {
  if (segment.kind === 'greedy' && !last) return `"${text}" takes the rest of the path, so it must be the last segment`;
  const twice =
    segment.kind !== 'literal' && before.some((other) => other.kind !== 'literal' && other.text === segment.text);
  return twice ? `the path names the parameter "${segment.text}" twice` : undefined;
}

/** The path with its parameters' names taken out: two routes of one shape answer the same requests. */
export function pathShape(segments: readonly PathSegment[]): string {
  return `/${segments.map(segmentShape).join('/')}`;
}

function segmentShape({ kind, text }: PathSegment): string {
  if (kind === 'literal') return text;
  return kind === 'greedy' ? '{+}' : '{}';
}

/** `GET /books/{isbn}` in its two halves; a pattern without a space is all method. */
export function splitPattern(pattern: string): { readonly method: string; readonly path: string } {
  const space = pattern.indexOf(' ');
  return space < 0
    ? { method: pattern, path: '' }
    : { method: pattern.slice(0, space), path: pattern.slice(space + 1) };
}
