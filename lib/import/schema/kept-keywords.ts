import { child, isObject, type Json, type JsonNode, type JsonObject } from '../document/json-node.js';
import { referenceOf } from '../document/references.js';
import { isAnnotation } from './annotations.js';
import type { SchemaReading } from './schema-reading.js';

/** What becomes code. */
const SAID: ReadonlySet<string> = new Set(
  (
    '$ref type nullable x-nullable enum const allOf anyOf oneOf properties required additionalProperties items ' +
    'prefixItems minItems maxItems minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf'
  ).split(' '),
);

/** What belongs to the document and to no schema of its own; a name that has been followed has done its work. */
const OF_THE_DOCUMENT: ReadonlySet<string> = new Set(
  '$id $schema $anchor $dynamicAnchor $vocabulary $defs definitions'.split(' '),
);

/** Values of a schema that is written out where it is referred to. */
const MOST_INLINED = 200;

/** Keywords that zod has no word for: in the exported schema as they are, with what they refer to written out. */
export function keptKeywords(node: JsonNode, reading: SchemaReading): JsonObject {
  if (!isObject(node.value)) return {};
  const kept: [string, Json][] = [];
  for (const key of Object.keys(node.value)) {
    const member = child(node, key);
    if (!member || SAID.has(key) || isAnnotation(key)) continue;
    if (OF_THE_DOCUMENT.has(key)) continue;
    const value = key === 'discriminator' ? member.value : inlined(member, reading, { left: MOST_INLINED });
    if (value === undefined)
      reading.losses.add(
        'lost',
        member,
        'zod has no word for it, and what it refers to is too large to be written out',
      );
    else {
      kept.push([key, value]);
      if (key !== 'discriminator') reading.losses.add('unchecked', member, 'zod does not check this keyword');
    }
  }
  return Object.fromEntries(kept);
}

function inlined(node: JsonNode, reading: SchemaReading, budget: { left: number }): Json | undefined {
  budget.left -= 1;
  if (budget.left < 0) return undefined;
  if (referenceOf(node.value) !== undefined) {
    const target = reading.references.step(node);
    return target.ok ? inlined(target.node, reading, budget) : undefined;
  }
  if (Array.isArray(node.value)) return allOf(node.value.map((_, index) => part(node, String(index), reading, budget)));
  if (!isObject(node.value)) return node.value;
  const keys = Object.keys(node.value);
  const values = allOf(keys.map((key) => part(node, key, reading, budget)));
  return values && Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null]));
}

function part(node: JsonNode, key: string, reading: SchemaReading, budget: { left: number }): Json | undefined {
  const value = (node.value as { readonly [key: string]: Json })[key];
  return value === undefined ? undefined : inlined({ ...node, value }, reading, budget);
}

function allOf(values: readonly (Json | undefined)[]): readonly Json[] | undefined {
  return values.some((value) => value === undefined) ? undefined : (values as readonly Json[]);
}
