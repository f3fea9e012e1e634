import { isDeepStrictEqual } from 'node:util';
import { type Document, isAnything, isObject, type Json, type JsonObject, written } from './document.js';
import { distributed, joined } from './object-schemas.js';

const UNIONS = ['anyOf', 'oneOf'] as const;

/**
 * A schema in the one form that all have that say the same, one level of it: what OpenAPI 3.0 and 3.1 write differently,
 * null as a mark of its own, and objects that are combined as one object. What it refers to is written out.
 */
export function canonical(stated: JsonObject, document: Document): JsonObject {
  const said = withNullMarked(inOneSpelling(stated));
  const one = joined(said, document, partsOf);
  const merged = distributed(one, document) ?? (one === said ? undefined : one);
  if (merged) return canonical(merged, document);
  for (const word of [...UNIONS, 'allOf']) {
    const [inner, ...more] = listAt(said, word);
    if (!isObject(inner) || more.length > 0) continue;
    const { [word]: _, ...outer } = said;
    return canonical({ ...written(inner, document), ...outer }, document);
  }
  return withoutIdle(said);
}

/** Beside a schema that takes no null, none is taken. */
function partsOf(schema: JsonObject, document: Document): JsonObject {
  const { null: _, ...rest } = canonical(schema, document);
  return rest;
}

function inOneSpelling({ nullable, example, const: only, id: _, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    ...(example !== undefined && rest.examples === undefined && { examples: [example] }),
    ...(only !== undefined && { enum: [only] }),
    ...(nullable === true && { null: true }),
    ...(typeof rest.pattern === 'string' && { pattern: rest.pattern.replaceAll('\\/', '/') }),
  };
}

/** Values that are listed say their type themselves. */
function withNullMarked(schema: JsonObject): JsonObject {
  const said: Record<string, Json> = { ...schema };
  const without = (key: string, isNull: (one: Json) => boolean) => {
    const all = listAt(schema, key);
    const others = all.filter((one) => !isNull(one));
    if (others.length < all.length) said.null = true;
    return others;
  };
  if (Array.isArray(said.type)) said.type = oneOrSorted(without('type', (type) => type === 'null'));
  if (Array.isArray(said.enum)) {
    said.enum = without('enum', (value) => value === null).toSorted();
    delete said.type;
  }
  for (const word of UNIONS)
    if (Array.isArray(said[word])) said[word] = without(word, (option) => isObject(option) && option.type === 'null');
  const options = listAt(said, 'anyOf');
  if (options.length > 1 && options.every(isTypeAlone)) {
    said.type = options.map(({ type }) => type).toSorted();
    delete said.anyOf;
  }
  return said;
}

function isTypeAlone(option: Json): option is JsonObject {
  return isObject(option) && Object.keys(option).join() === 'type';
}

function oneOrSorted(values: readonly Json[]): Json {
  return values.length === 1 ? values[0] : values.toSorted();
}

function withoutIdle({ required, properties, additionalProperties, ...schema }: JsonObject): JsonObject {
  const said: Record<string, Json> = { ...schema };
  const names = Array.isArray(required) ? required.toSorted() : [];
  const members = Object.entries(isObject(properties) ? properties : {}).filter(([, member]) => !isAnything(member));
  if (names.length > 0) said.required = names;
  if (members.length > 0) said.properties = Object.fromEntries(members);
  const isOpen = additionalProperties === true || isDeepStrictEqual(additionalProperties, {});
  if (additionalProperties !== undefined && !isOpen) said.additionalProperties = additionalProperties;
  if (said.type === 'object' && [...UNIONS, 'allOf'].some((word) => word in said)) delete said.type;
  return said;
}

function listAt(schema: JsonObject, key: string): readonly Json[] {
  const held = schema[key];
  return Array.isArray(held) ? held : [];
}
