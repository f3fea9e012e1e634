import { child, items, type JsonNode, type JsonObject } from '../document/json-node.js';
import type { SchemaReading } from './schema-reading.js';
import { isScalar, nullable, type Scalar, type Shape } from './shape.js';

/** `const` and `enum`; undefined where there is neither. */
export function readLiteral(
  node: JsonNode,
  value: JsonObject,
  types: readonly string[],
  { losses }: SchemaReading,
): Shape | undefined {
  const word = value.const !== undefined ? 'const' : 'enum';
  const stated = child(node, word);
  if (!stated) return undefined;
  const listed = word === 'const' ? [stated] : items(stated);
  const scalars = listed.map((one) => one.value).filter(isScalar);
  if (listed.length === 0 || scalars.length < listed.length) {
    losses.add('unchecked', stated, 'zod has literals of texts, numbers, booleans and null alone');
    return { kind: 'unknown', meta: { [word]: stated.value } };
  }
  const distinct = [...new Set(scalars)].filter((one) => fits(one, types));
  if (distinct.length < scalars.length)
    losses.add('assumed', stated, 'values that stand there twice, or are not of the type, are left out');
  const values = distinct.filter((one) => one !== null);
  if (values.length === 0) return distinct.length === 0 ? { kind: 'never' } : { kind: 'null' };
  const literal: Shape = { kind: 'literal', values };
  return values.length < distinct.length ? nullable(literal) : literal;
}

/** A value that is not of the stated type never matches, so it says nothing. `null` may stand for `nullable`. */
function fits(value: Scalar, types: readonly string[]): boolean {
  const stated = types.filter((type) => type !== '' && type !== 'null');
  if (value === null || stated.length === 0) return true;
  return stated.some((type) => (type === 'integer' ? Number.isInteger(value) : type === typeof value));
}
