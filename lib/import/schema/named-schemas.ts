import { isDeepStrictEqual } from 'node:util';
import type { SchemaObject } from '../../contract/open-api.js';
import { ERROR_SCHEMAS } from '../../contract/standard-errors.js';
import { createNames, type Names, pascalCase } from '../code/names.js';
import { child, type JsonNode, members, placeOf, unescapedToken } from '../document/json-node.js';
import { inDefinitionOrder } from './definition-order.js';
import { readShape } from './read-shape.js';
import type { SchemaReading } from './schema-reading.js';
import { partsOf, type Shape } from './shape.js';

/** A schema that becomes a constant of its own. */
export interface NamedSchema {
  readonly node: JsonNode;
  /** Its place in the document: what references resolve to. */
  readonly place: string;
  /** Its own name in the document, unique: exported documents have it under the same. */
  readonly id: string;
  readonly constant: string;
  readonly shape: Shape;
}

export interface NamedSchemas {
  readonly reading: SchemaReading;
  /** All of them, each behind those that it is made of, as far as they do not go in circles. */
  readonly ordered: () => readonly NamedSchema[];
}

/** Schemas of the document's own list, and what is referred to besides, as it is met. */
export function createNamedSchemas(settings: Omit<SchemaReading, 'named' | 'read'>, names: Names): NamedSchemas {
  const queue: JsonNode[] = [];
  const met = new Set<string>();
  const named = (node: JsonNode) => {
    if (met.has(placeOf(node))) return;
    met.add(placeOf(node));
    queue.push(node);
  };
  const reading: SchemaReading = { ...settings, named, read: (node) => readShape(node, reading) };
  for (const [name, node] of listedSchemas(settings)) if (!isGatewaySchema(name, node)) named(node);
  const read: NamedSchema[] = [];
  const ids = createNames([]);
  return {
    reading,
    ordered: () => {
      for (let node = queue.shift(); node; node = queue.shift()) read.push(readNamed(node, reading, ids, names));
      return inDefinitionOrder(read, referredTo);
    },
  };
}

/** What `gatewright openapi` says of the gateway's own refusals is a constant only where something else is made of it. */
function isGatewaySchema(name: string, { value }: JsonNode): boolean {
  const schemas: Readonly<Record<string, SchemaObject>> = ERROR_SCHEMAS;
  return Object.hasOwn(schemas, name) && isDeepStrictEqual(value, schemas[name]);
}

function listedSchemas({ references, dialect }: Omit<SchemaReading, 'named' | 'read'>) {
  if (dialect === 'swagger-2.0') return members(child(references.root, 'definitions'));
  const components = child(references.root, 'components');
  return members(components && child(components, 'schemas'));
}

function readNamed(node: JsonNode, reading: SchemaReading, ids: Names, names: Names): NamedSchema {
  const wanted = wantedName(node);
  const id = ids.take(wanted.replace(/[^\w.-]+/g, '_') || 'Schema');
  if (id !== wanted)
    reading.losses.add('assumed', node, `is called ${id}: its own name is taken, or no name of a component`);
  const constant = names.take(pascalCase(wanted, 'Schema'));
  return { node, place: placeOf(node), id, constant, shape: reading.read(node) };
}

/** The last part of its pointer that is a name, else the file's. */
function wantedName({ file, pointer }: JsonNode): string {
  const tokens = pointer.split('/').slice(1).map(unescapedToken);
  const name = tokens.findLast((token) => !/^\d+$/.test(token) && token !== 'schema' && token !== 'items');
  const base = file
    .split('/')
    .at(-1)
    ?.replace(/\.\w+$/, '');
  return name ?? (base || 'Schema');
}

function referredTo({ shape }: NamedSchema): readonly string[] {
  const found = new Set<string>();
  const open: Shape[] = [shape];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'ref') found.add(next.target);
    open.push(...partsOf(next));
  }
  return [...found];
}
