import type { Json, JsonObject } from '../document/json-node.js';

/** A schema as zod can say it, and what it cannot beside it. */
export type Shape = Kind & {
  /** Goes into `.meta(…)` as it is: annotations, and what zod does not check. */
  readonly meta?: JsonObject;
};

type Kind =
  /** Another named schema, by its place in the document. */
  | { readonly kind: 'ref'; readonly target: string }
  | { readonly kind: 'string' | 'number' | 'integer' | 'boolean'; readonly checks: readonly Check[] }
  | { readonly kind: 'null' | 'unknown' | 'never' }
  | { readonly kind: 'literal'; readonly values: readonly Scalar[] }
  | { readonly kind: 'array'; readonly items: Shape; readonly checks: readonly Check[] }
  | { readonly kind: 'tuple'; readonly items: readonly Shape[]; readonly rest?: Shape }
  | ObjectShape
  | { readonly kind: 'record'; readonly values: Shape }
  | {
      readonly kind: 'union';
      readonly options: readonly Shape[];
      readonly exclusive: boolean;
      readonly discriminator?: string;
    }
  | { readonly kind: 'intersection'; readonly parts: readonly Shape[] }
  | { readonly kind: 'nullable'; readonly inner: Shape };

export interface ObjectShape {
  readonly kind: 'object';
  readonly properties: readonly Property[];
  /** Members that no property names: left out, refused, kept, or held to a schema. */
  readonly others: 'strip' | 'strict' | 'loose' | Shape;
}

export interface Property {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

export type Scalar = string | number | boolean | null;

/** `.min(1)`, `.regex(/a/u)`. */
export interface Check {
  readonly method: 'min' | 'max' | 'gt' | 'lt' | 'gte' | 'lte' | 'multipleOf' | 'regex';
  readonly argument: number | RegExp;
}

export function withMeta(shape: Shape, meta: JsonObject): Shape {
  return Object.keys(meta).length === 0 ? shape : { ...shape, meta: merged(shape.meta, meta) };
}

export function nullable(inner: Shape): Shape {
  return { kind: 'nullable', inner };
}

/** A copy in which `__proto__` is a member like others. */
function merged(before: JsonObject | undefined, after: JsonObject): JsonObject {
  return Object.fromEntries([...Object.entries(before ?? {}), ...Object.entries(after)]);
}

export function isScalar(value: Json | undefined): value is Scalar {
  return value !== undefined && (value === null || typeof value !== 'object');
}

/** The shapes that one is directly made of. */
export function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'array':
      return [shape.items];
    case 'tuple':
      return shape.rest ? [...shape.items, shape.rest] : shape.items;
    case 'object':
      return [
        ...shape.properties.map((property) => property.shape),
        ...(typeof shape.others === 'string' ? [] : [shape.others]),
      ];
    case 'record':
      return [shape.values];
    case 'union':
      return shape.options;
    case 'intersection':
      return shape.parts;
    case 'nullable':
      return [shape.inner];
    default:
      return [];
  }
}
