import type { AnySchema } from '../spec/contract.js';
import type { JsonSchema } from '../spec/json-schema.js';
import type { SchemaObject } from './open-api.js';
import { type Io, type SchemaPiece, type SchemaPieces, schemaPieces } from './schema-pieces.js';
import { definitionKey, mapSchemas } from './walk-schema.js';

/** What a document does not say of a schema, and why. */
export interface ContractNote {
  readonly place: string;
  readonly reason: string;
}

export interface SchemaUse {
  readonly io: Io;
  /** What the component is called where the schema has neither id nor title. */
  readonly name: string;
  /** Where it stands, for notes: `POST /orders.body`. */
  readonly place: string;
}

export interface SchemaStore {
  /** The schema as it stands in the document: a reference to a shared component, or a plain type in place. */
  readonly use: (schema: AnySchema, use: SchemaUse) => SchemaObject;
  /** The schema written out, what it refers to as components: for the names of parameters. */
  readonly inPlace: (schema: AnySchema, use: SchemaUse) => SchemaObject;
  readonly components: () => Readonly<Record<string, SchemaObject>>;
  readonly notes: () => readonly ContractNote[];
  readonly note: (note: ContractNote) => void;
}

/** Collects the schemas of a document: equal ones are one component, different ones of one name are told apart. */
export function schemaStore(reserved: Readonly<Record<string, SchemaObject>>): SchemaStore {
  const taken = new Map<string, string>(Object.keys(reserved).map((name) => [name, '']));
  const components = new Map<string, SchemaObject>(Object.entries(reserved));
  /** Signature → name of a schema that has none of its own: it is called after the first place that it stands at. */
  const unnamed = new Map<string, string>();
  const known = new Map<AnySchema, Map<Io, SchemaPieces | undefined>>();
  const notes: ContractNote[] = [];

  function piecesOf(schema: AnySchema, { io, place }: SchemaUse): SchemaPieces | undefined {
    const both = known.get(schema) ?? new Map<Io, SchemaPieces | undefined>();
    known.set(schema, both);
    if (both.has(io)) return both.get(io);
    const read = schemaPieces(schema, io);
    const reason = read.ok ? read.lost : read.reason;
    if (reason !== undefined) notes.push({ place, reason });
    both.set(io, read.ok ? read.pieces : undefined);
    return both.get(io);
  }

  function nameFor(own: string | undefined, fallback: string, { signature, isOutput }: SchemaPiece): string {
    const before = own === undefined ? unnamed.get(signature) : undefined;
    if (before !== undefined) return before;
    const wanted = own ?? componentName(fallback);
    const base = isOutput && own !== undefined ? `${wanted}Output` : wanted;
    let name = base;
    for (let count = 2; taken.has(name) && taken.get(name) !== signature; count += 1) name = `${base}${count}`;
    taken.set(name, signature);
    if (own === undefined) unnamed.set(signature, name);
    return name;
  }

  /** Puts all that a schema refers to among the components, and answers with what it says itself. */
  function placed(pieces: SchemaPieces, use: SchemaUse): { readonly root: SchemaObject; readonly name: () => string } {
    const names = new Map<string, string>();
    const nameOf = (key: string): string => {
      const piece = pieces.get(key);
      if (!piece) return key;
      const name =
        names.get(key) ?? nameFor(ownName(key, piece.schema), key === '#' ? use.name : `${use.name}Part`, piece);
      names.set(key, name);
      if (!components.has(name)) {
        components.set(name, {});
        components.set(name, withReferences(piece.schema, nameOf));
      }
      return name;
    };
    const root = pieces.get('#')?.schema ?? {};
    return { root: withReferences(root, nameOf), name: () => nameOf('#') };
  }

  return {
    use(schema, use) {
      const pieces = piecesOf(schema, use);
      if (!pieces) return {};
      const { root, name } = placed(pieces, use);
      return isPlain(root) ? root : { $ref: `#/components/schemas/${name()}` };
    },
    inPlace(schema, use) {
      const pieces = piecesOf(schema, use);
      if (!pieces) return {};
      const { root } = placed(pieces, use);
      const name = typeof root.$ref === 'string' ? root.$ref.replace('#/components/schemas/', '') : undefined;
      return name === undefined ? root : (components.get(name) ?? root);
    },
    components: () => Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
    notes: () => notes,
    note: (note) => {
      notes.push(note);
    },
  };
}

/** A name of its own is worth a component, and so is what has members or alternatives. */
function isPlain({ type, properties, items, title, id, ...rest }: SchemaObject): boolean {
  if (title !== undefined || id !== undefined) return false;
  if ('$ref' in rest) return true;
  const isCombined = ['anyOf', 'oneOf', 'allOf', '$defs'].some((keyword) => keyword in rest);
  return !isCombined && properties === undefined && type !== 'object' && items === undefined;
}

function ownName(key: string, { id, title }: JsonSchema): string | undefined {
  // Zod's own names for what has none.
  const given = key === '#' || key.startsWith('__') ? undefined : key;
  for (const text of [given, id, title]) {
    if (typeof text !== 'string') continue;
    const name = componentName(text);
    if (name !== '') return name;
  }
  return undefined;
}

/** https://spec.openapis.org/oas/v3.1.1#components-object */
function componentName(text: string): string {
  return /^[A-Za-z0-9._-]+$/.test(text) ? text : pascalCase(text);
}

function pascalCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function withReferences(schema: JsonSchema, nameOf: (key: string) => string): SchemaObject {
  return mapSchemas(schema, ({ $schema: _, ...each }) => {
    if (typeof each.$ref !== 'string' || !each.$ref.startsWith('#')) return each;
    const key = definitionKey(each.$ref);
    const below = key === '#' ? each.$ref.slice(1) : each.$ref.replace(/^#\/[^/]+\/[^/]+/, '');
    return { ...each, $ref: `#/components/schemas/${nameOf(key)}${below}` };
  });
}
