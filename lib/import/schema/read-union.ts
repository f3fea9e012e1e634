import { child, isObject, items, type JsonNode } from '../document/json-node.js';
import type { SchemaReading } from './schema-reading.js';
import { nullable, type Shape } from './shape.js';

/** `anyOf` or `oneOf`; an option that is `null` alone makes the others nullable. */
export function readUnion(node: JsonNode, word: 'anyOf' | 'oneOf', reading: SchemaReading): Shape | undefined {
  const listed = items(child(node, word));
  if (listed.length === 0) return undefined;
  const isNull = ({ value }: JsonNode) => isObject(value) && value.type === 'null' && Object.keys(value).length === 1;
  const options = listed.filter((option) => !isNull(option)).map(reading.read);
  const [first] = options;
  if (!first) return { kind: 'null' };
  const union: Shape =
    options.length === 1
      ? first
      : { kind: 'union', options, exclusive: word === 'oneOf', ...discriminated(node, word) };
  return options.length < listed.length ? nullable(union) : union;
}

function discriminated(node: JsonNode, word: 'anyOf' | 'oneOf'): { readonly discriminator?: string } {
  const stated = child(node, 'discriminator');
  const name = stated && child(stated, 'propertyName')?.value;
  return word === 'oneOf' && typeof name === 'string' ? { discriminator: name } : {};
}
