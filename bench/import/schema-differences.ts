import { isDeepStrictEqual } from 'node:util';
import { canonical } from './canonical-schema.js';
import { type Document, followed, isObject, written } from './document.js';

export interface Side {
  readonly document: Document;
  readonly schema: unknown;
}

/** Places where two schemas of two documents say different things; circles are followed once. */
export function schemaDifferences(
  a: Side,
  b: Side,
  place: string,
  met = new Map<object, Set<object>>(),
): readonly string[] {
  const left = plain(a);
  const right = plain(b);
  if (left === undefined || right === undefined) return left === right ? [] : [`${place}: one has a schema`];
  if (!isObject(left) || !isObject(right)) return isDeepStrictEqual(left, right) ? [] : [place];
  const origin = followed(a.schema, a.document);
  const other = followed(b.schema, b.document);
  if (isObject(origin) && isObject(other)) {
    const seen = met.get(origin) ?? new Set();
    if (seen.has(other)) return [];
    met.set(origin, seen.add(other));
  }
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return keys.flatMap((key) => {
    const at = `${place}/${key}`;
    const [one, two] = [left[key], right[key]];
    if (key === 'properties')
      return members(one, two, at, (x, y, below) =>
        schemaDifferences({ ...a, schema: x }, { ...b, schema: y }, below, met),
      );
    if (['allOf', 'anyOf', 'oneOf', 'prefixItems'].includes(key))
      return listed(one, two, at, (x, y, below) =>
        schemaDifferences({ ...a, schema: x }, { ...b, schema: y }, below, met),
      );
    if (key === 'items' || key === 'additionalProperties')
      return schemaDifferences({ ...a, schema: one }, { ...b, schema: two }, at, met);
    return isDeepStrictEqual(one, two) ? [] : [`${at}: ${short(one)} | ${short(two)}`];
  });
}

function short(value: unknown): string {
  return `${JSON.stringify(value)}`.slice(0, 90);
}

type Compare = (x: unknown, y: unknown, at: string) => readonly string[];

function members(x: unknown, y: unknown, at: string, compare: Compare): readonly string[] {
  const [a, b] = [isObject(x) ? x : {}, isObject(y) ? y : {}];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => compare(a[key], b[key], `${at}/${key}`));
}

function listed(x: unknown, y: unknown, at: string, compare: Compare): readonly string[] {
  const [a, b] = [Array.isArray(x) ? x : [], Array.isArray(y) ? y : []];
  if (a.length !== b.length) return [`${at}: ${a.length} | ${b.length}`];
  return a.flatMap((one, index) => compare(one, b[index], `${at}/${index}`));
}

function plain({ document, schema }: Side): unknown {
  if (schema === undefined) return undefined;
  if (schema === true) return {};
  return isObject(schema) ? canonical(written(schema, document), document) : schema;
}
