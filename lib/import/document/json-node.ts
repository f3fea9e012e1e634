export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** A value of a document, and where it stands. */
export interface JsonNode {
  readonly value: Json;
  /** The file that it stands in, relative to the document's folder; empty: the document itself. */
  readonly file: string;
  /** RFC 6901. */
  readonly pointer: string;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `#/paths/~1books/get`, or `shared.yaml#/Book` in another file. */
export function placeOf({ file, pointer }: JsonNode): string {
  return `${file}#${pointer}`;
}

/** A member of its own: what an object has of its prototype is none. */
export function child({ value, file, pointer }: JsonNode, key: string): JsonNode | undefined {
  const held = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return held === undefined ? undefined : { value: held, file, pointer: `${pointer}/${escapedToken(key)}` };
}

export function members(node: JsonNode | undefined): readonly (readonly [key: string, member: JsonNode])[] {
  if (!node || !isObject(node.value)) return [];
  return Object.keys(node.value).flatMap((key) => {
    const member = child(node, key);
    return member ? [[key, member] as const] : [];
  });
}

export function items(node: JsonNode | undefined): readonly JsonNode[] {
  if (!node || !Array.isArray(node.value)) return [];
  const { file, pointer } = node;
  return node.value.map((value: Json, index) => ({ value, file, pointer: `${pointer}/${index}` }));
}

export function textAt(node: JsonNode, key: string): string | undefined {
  const held = child(node, key)?.value;
  return typeof held === 'string' ? held : undefined;
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function escapedToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function unescapedToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The value that a pointer leads to; undefined where it leads nowhere. */
export function atPointer(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const token of pointer.split('/').slice(1)) {
    const key = unescapedToken(token);
    if (Array.isArray(value)) value = /^\d{1,9}$/.test(key) ? value[Number(key)] : undefined;
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}
