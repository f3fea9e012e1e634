import type { JsonValue } from './backend.js';

/** A part of the request (of the answer, in `response`) whose value is taken. */
export type ValueSource<Params extends string = string> =
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'query'; readonly name: string }
  | { readonly kind: 'path'; readonly name: Params }
  | { readonly kind: 'claim'; readonly name: string };

/** A text, or what stands in another part. */
export type TransformValue<Source extends ValueSource = ValueSource> = string | Source;

/** The header as it was sent; several values are joined with `,`. */
/* @__NO_SIDE_EFFECTS__ */
export function fromHeader(name: string): { readonly kind: 'header'; readonly name: string } {
  return Object.freeze({ kind: 'header', name });
}

/** The query parameter as it was sent, decoded; several values are joined with `,`. */
/* @__NO_SIDE_EFFECTS__ */
export function fromQuery(name: string): { readonly kind: 'query'; readonly name: string } {
  return Object.freeze({ kind: 'query', name });
}

/** A parameter of the route's path, decoded. */
/* @__NO_SIDE_EFFECTS__ */
export function fromPath<const Name extends string>(name: Name): { readonly kind: 'path'; readonly name: Name } {
  return Object.freeze({ kind: 'path', name });
}

/** A claim of the caller's first token. Where it is missing, what the client sent under the name is taken away. */
/* @__NO_SIDE_EFFECTS__ */
export function fromClaim(name: string): { readonly kind: 'claim'; readonly name: string } {
  return Object.freeze({ kind: 'claim', name });
}

/**
 * Changes of headers, or of a query. Every value is read from what was sent, and no name stands in two of them; so they
 * have no order. Header names are compared in any letter case, query names exactly.
 */
export interface ParameterChanges<Source extends ValueSource = ValueSource> {
  /** Taken away, with all its values. */
  readonly remove?: readonly string[];
  /** Old name → new name. What was sent under the new name is replaced; without the old one, nothing happens. */
  readonly rename?: Readonly<Record<string, string>>;
  /** In place of all that was sent under the name. A source that was not sent changes nothing. */
  readonly set?: Readonly<Record<string, TransformValue<Source>>>;
  /** One more value, behind those that were sent. */
  readonly add?: Readonly<Record<string, TransformValue<Source>>>;
  /** Where nothing was sent under the name. */
  readonly default?: Readonly<Record<string, TransformValue<Source>>>;
}

/**
 * Changes of a JSON body. Places are JSON pointers (RFC 6901) of members of objects; a step `*` stands for every item of
 * an array. No two places overlap, so the changes have no order. A change that finds no place does nothing.
 */
export interface BodyChanges {
  /** Taken away. */
  readonly remove?: readonly string[];
  /** Pointer → new name, in the same object and at the same place of it. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Pointer → pointer, both without `*`. Objects on the way are made where they are missing. */
  readonly move?: Readonly<Record<string, string>>;
  /** In place of what is there, or added. */
  readonly set?: Readonly<Record<string, JsonValue>>;
  /** Added where nothing is there. */
  readonly default?: Readonly<Record<string, JsonValue>>;
}

export interface RequestTransform<Params extends string = string> {
  readonly headers?: ParameterChanges<ValueSource<Params>>;
  readonly query?: ParameterChanges<ValueSource<Params>>;
  /** The path that the backend is called with: `/v2/books/{isbn}`, behind the origin of `http(…)`. @default the backend's own */
  readonly path?: string;
  readonly body?: BodyChanges;
}

export interface ResponseTransform {
  readonly status?: number;
  readonly headers?: ParameterChanges<{ readonly kind: 'header'; readonly name: string }>;
  readonly body?: BodyChanges;
}

/** By the status that the backend answers; `any`: every other status. */
export interface ResponseTransforms {
  readonly [status: number]: ResponseTransform;
  readonly any?: ResponseTransform;
}

/** What is changed between the callers of a route and its backend. */
export interface Transform<Params extends string = string> {
  /** What the backend gets. @default the request as it came */
  readonly request?: RequestTransform<Params>;
  /** What callers get. @default the answer as it is */
  readonly response?: ResponseTransforms;
}
