import { type Document, isAnything, isObject, type Json, type JsonObject, written } from './document.js';

const OF_OBJECTS = ['type', 'properties', 'required', 'additionalProperties'] as const;

/** `allOf` of objects, and an object beside it, as one object. */
export function joined(
  said: JsonObject,
  document: Document,
  partOf: (part: JsonObject, document: Document) => JsonObject,
): JsonObject {
  const { allOf, ...rest } = said;
  if (!Array.isArray(allOf)) return said;
  const parts = allOf.flatMap((part) => (isObject(part) && !isAnything(part) ? [written(part, document)] : []));
  if (parts.length < 2) return { ...parts[0], ...rest };
  return joinedParts(
    parts.map((part) => partOf(part, document)),
    said,
    rest,
  );
}

function joinedParts(parts: readonly JsonObject[], said: JsonObject, rest: JsonObject): JsonObject {
  const unions = parts.filter((part) => 'anyOf' in part || 'oneOf' in part);
  const objects = parts.filter((part) => part.type === 'object' && !('allOf' in part) && !unions.includes(part));
  if (objects.length + unions.length < parts.length || unions.length > 1) return said;
  const [union] = unions;
  const object = objects.reduce<JsonObject>((a, b) => bothOf(a, b), rest);
  if (!union) return object;
  return 'anyOf' in object || 'oneOf' in object ? said : bothOf(union, object);
}

/** An object beside alternatives as alternatives that each have it. */
export function distributed(said: JsonObject, document: Document): JsonObject | undefined {
  const words = (['anyOf', 'oneOf'] as const).filter((word) => Array.isArray(said[word]));
  const [word] = words;
  const own = Object.fromEntries(OF_OBJECTS.flatMap((key) => (said[key] === undefined ? [] : [[key, said[key]]])));
  const isObjectBeside = own.properties !== undefined || own.required !== undefined;
  if ('allOf' in said || word === undefined || words.length > 1 || !isObjectBeside) return undefined;
  const options = (said[word] as readonly Json[]).map((option) =>
    bothOf(own, isObject(option) ? written(option, document) : {}),
  );
  const rest = Object.fromEntries(Object.entries(said).filter(([key]) => !OF_OBJECTS.some((one) => one === key)));
  return { ...rest, [word]: options };
}

/** Members of either; one of both is held to both. */
function bothOf(a: JsonObject, b: JsonObject): JsonObject {
  const [left, right] = [a, b].map((one) => (isObject(one.properties) ? one.properties : {})) as [
    JsonObject,
    JsonObject,
  ];
  const both = Object.keys(left).filter((key) => key in right && !isAnything(left[key]) && !isAnything(right[key]));
  const properties = {
    ...left,
    ...Object.fromEntries(Object.entries(right).filter(([key, member]) => !(key in left) || !isAnything(member))),
    ...Object.fromEntries(both.map((key) => [key, { allOf: [left[key], right[key]] }])),
  };
  const required = [a.required, b.required].flatMap((one) => (Array.isArray(one) ? one : []));
  return { ...a, ...b, type: 'object', properties, required: [...new Set(required)].toSorted() };
}
