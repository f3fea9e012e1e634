import { type Document, followed, isObject, type Json, type JsonObject } from './document.js';

export interface Loss {
  readonly kind: string;
  readonly pointer: string;
  readonly reason: string;
}

type Holder = Record<string, Json>;

/** A copy of the document without what the importer lists as lost, and with what it lists as read in another way. */
export function withLosses(source: Document, losses: readonly Loss[]): Document {
  const document = structuredClone(source) as Document;
  for (const { kind, pointer, reason } of losses) {
    const tokens = tokensOf(pointer);
    const last = tokens.pop() ?? '';
    const holder = tokens.reduce<Json>((at, token) => (at as Holder | undefined)?.[token], document) as Holder;
    if (kind === 'lost' && holder) delete holder[last];
    if (kind === 'assumed' && holder) assume(holder, last, reason, document);
  }
  return document;
}

/** Names of parameters are compared by their places in the path. */
function assume(holder: Holder, key: string, reason: string, document: Document): void {
  const type = /^the schema states no type: read as (\w+)$/.exec(reason)?.[1];
  if (type !== undefined) (holder[key] as Holder).type = type;
  if (reason.endsWith('and never null')) replace(holder, key, document, ({ nullable: _, ...schema }) => schema);
  if (reason.startsWith('one of several schemas'))
    replace(holder, key, document, ({ oneOf, ...schema }) => ({ ...schema, anyOf: oneOf }));
}

function replace(holder: Holder, key: string, document: Document, change: (schema: JsonObject) => JsonObject): void {
  const schema = followed(holder[key], document);
  if (isObject(schema)) holder[key] = change(schema);
}

function tokensOf(pointer: string): string[] {
  return pointer
    .slice(pointer.indexOf('#') + 1)
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
