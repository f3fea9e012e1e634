import { REST_OF_PATH } from '../../contract/parameters.js';
import { child, isObject, items, type Json, type JsonNode, placeOf, textAt } from '../document/json-node.js';
import { referenceOf } from '../document/references.js';
import { annotationsOf } from '../schema/annotations.js';
import { isScalar, type Shape, withMeta } from '../schema/shape.js';
import type { Parameter } from './contract.js';
import type { Reading } from './read-contract.js';
import type { OperationPlace } from './read-operations.js';

export interface ReadParameters {
  readonly kept: readonly Parameter[];
  /** Swagger's body and form parameters. */
  readonly bodies: readonly JsonNode[];
}

const PLACES: ReadonlySet<string> = new Set(['path', 'query', 'header']);

/** Described elsewhere: https://spec.openapis.org/oas/v3.1.0#fixed-fields-9 */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization']);

/** Those of the path that the operation does not state itself, then its own. */
export function readParameters({ node, item, names }: OperationPlace, reading: Reading): ReadParameters {
  const found = new Map<string, { readonly node: JsonNode; readonly shared?: string }>();
  for (const stated of [...items(child(item, 'parameters')), ...items(child(node, 'parameters'))]) {
    const target = reading.references.follow(stated);
    if (!target.ok || !isObject(target.node.value)) {
      reading.losses.add('lost', stated, target.ok ? 'this is no parameter' : target.reason);
      continue;
    }
    const shared = referenceOf(stated.value) === undefined ? {} : { shared: placeOf(target.node) };
    const key = `${textAt(target.node, 'in')} ${textAt(target.node, 'name')}`;
    found.set(key, { node: target.node, ...shared });
  }
  const all = [...found.values()];
  const isBody = (one: JsonNode) => ['body', 'formData'].includes(textAt(one, 'in') ?? '');
  const kept = all
    .filter((one) => !isBody(one.node))
    .flatMap(({ node: one, shared }) => keptParameter(one, shared, names, reading));
  return {
    kept: [...kept, ...undescribed(node, [...names.values()], kept, reading)],
    bodies: all.map((one) => one.node).filter(isBody),
  };
}

/** A schema of a path names all of its parameters. */
function undescribed(
  node: JsonNode,
  params: readonly string[],
  kept: readonly Parameter[],
  { losses }: Reading,
): readonly Parameter[] {
  const described = new Set(kept.filter((one) => one.in === 'path').map(({ name }) => name));
  return params.flatMap((name): Parameter[] => {
    if (described.has(name)) return [];
    losses.add('assumed', node, `the path's parameter ${name} is not described: any text`);
    return [{ node, in: 'path', name, shape: { kind: 'string', checks: [] }, required: true }];
  });
}

function keptParameter(
  node: JsonNode,
  shared: string | undefined,
  names: OperationPlace['names'],
  reading: Reading,
): readonly Parameter[] {
  const known = shared === undefined ? undefined : reading.sharedParameters.get(shared);
  const place = textAt(node, 'in') ?? '';
  const stated = textAt(node, 'name') ?? '';
  const fault = placeFault(place, stated, names);
  if (fault !== undefined) {
    reading.losses.add('lost', node, fault);
    return [];
  }
  const name = (place === 'path' ? names.get(stated) : undefined) ?? stated;
  if (known) return [{ ...known, name }];
  const parameter = readParameter(node, place as Parameter['in'], name, reading);
  if (!parameter) return [];
  if (shared === undefined) return [parameter];
  reading.sharedParameters.set(shared, { ...parameter, shared });
  return [{ ...parameter, shared }];
}

function placeFault(place: string, name: string, names: OperationPlace['names']): string | undefined {
  if (name === '') return 'a parameter has a name';
  if (!PLACES.has(place)) return `a route has no parameters in ${place === 'cookie' ? 'cookies' : 'this place'}`;
  if (place === 'path' && !names.has(name)) return 'the path has no parameter of this name';
  if (place === 'header' && NOT_PARAMETERS.has(name.toLowerCase()))
    return 'is not a parameter, but said by content types and security';
  return undefined;
}

const PARTS = new Set(
  'name in required schema content description deprecated example examples style explode'.split(' '),
);
/** In Swagger 2.0 the parameter is its own schema. */
const SWAGGER_SCHEMA_PARTS = new Set(
  (
    'type format items default enum minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength ' +
    'pattern minItems maxItems uniqueItems x-nullable'
  ).split(' '),
);
const SWAGGER_PARTS = new Set([...SWAGGER_SCHEMA_PARTS, ...'name in required description collectionFormat'.split(' ')]);

function readParameter(node: JsonNode, place: Parameter['in'], name: string, reading: Reading): Parameter | undefined {
  const isSwagger = reading.dialect === 'swagger-2.0';
  reading.losses.others(node, isSwagger ? SWAGGER_PARTS : PARTS, 'a parameter has no place for it');
  const schema = isSwagger ? swaggerSchema(node) : child(node, 'schema');
  if (!schema)
    reading.losses.add('lost', child(node, 'content') ?? node, 'a parameter without `schema` is read as text');
  const shape: Shape = schema ? reading.schemas.read(inPlace(schema, reading)) : { kind: 'string', checks: [] };
  listTexts(isSwagger ? node : (schema ?? node), shape, reading);
  listStyle(node, shape, place, reading);
  if (shape.kind === 'object' || shape.kind === 'record') {
    reading.losses.add('lost', node, 'a parameter of a route is a text or a list of texts');
    return undefined;
  }
  const { default: standard, ...meta } = shape.meta ?? {};
  const required = place === 'path' || child(node, 'required')?.value === true;
  const isDefault = !required && standard !== undefined && fits(standard, shape);
  const { meta: _, ...bare } = shape;
  const kept = withMeta(bare, isDefault ? meta : (shape.meta ?? {}));
  return {
    node,
    in: place,
    name,
    shape: withMeta(kept, ownAnnotations(node, reading)),
    required,
    ...(isDefault && isScalar(standard) && { default: standard }),
  };
}

/** A constant would be a schema of JSON; a parameter is text first. */
function inPlace(schema: JsonNode, { references }: Reading): JsonNode {
  const target = references.follow(schema);
  return target.ok ? target.node : schema;
}

function swaggerSchema(node: JsonNode): JsonNode {
  const entries = Object.entries(isObject(node.value) ? node.value : {});
  return { ...node, value: Object.fromEntries(entries.filter(([key]) => SWAGGER_SCHEMA_PARTS.has(key))) };
}

/** What the parameter says of itself goes before what its schema says. */
function ownAnnotations(node: JsonNode, reading: Reading) {
  const own = ['description', 'deprecated', 'example'].flatMap((key) => {
    const stated = child(node, key)?.value;
    const value = key === 'description' && typeof stated === 'string' ? withoutRest(stated) : stated;
    return value === undefined || value === '' || value === false ? [] : [[key, value] as const];
  });
  const examples = exampleValues(node, reading);
  if (examples.length > 0) own.push(['examples', examples]);
  return annotationsOf({ ...node, value: Object.fromEntries(own) }, reading);
}

/** Which the path itself says in a spec. */
function withoutRest(description: string): string {
  return description.endsWith(REST_OF_PATH) ? description.slice(0, -REST_OF_PATH.length).trimEnd() : description;
}

function exampleValues(node: JsonNode, { references }: Reading): readonly Json[] {
  const named = child(node, 'examples');
  if (!named || !isObject(named.value) || child(node, 'example')) return [];
  return Object.keys(named.value).flatMap((key) => {
    const stated = child(named, key);
    const target = stated && references.follow(stated);
    const value = target?.ok ? child(target.node, 'value')?.value : undefined;
    return value === undefined ? [] : [value];
  });
}

function fits(value: Json, shape: Shape): boolean {
  if (shape.kind === 'literal') return shape.values.some((one) => one === value);
  if (shape.kind === 'integer') return Number.isInteger(value);
  return shape.kind === typeof value;
}

/** What a schema of JSON says of a value that is a text on its way. */
function listTexts(node: JsonNode, shape: Shape, { losses }: Reading): void {
  const inner = shape.kind === 'nullable' ? shape.inner : shape;
  if (inner !== shape) losses.add('assumed', node, 'a parameter is a text or a list of texts, and never null');
  if (inner.kind === 'union' && inner.exclusive)
    losses.add('assumed', node, 'one of several schemas: read as any of them, since a text may fit several');
}

/** Lists are repeated: `tag=a&tag=b`. Other ways to write one are the backend's to read. */
function listStyle(node: JsonNode, shape: Shape, place: string, { losses, dialect }: Reading): void {
  if (shape.kind !== 'array' || place !== 'query') return;
  const format = textAt(node, 'collectionFormat') ?? 'csv';
  if (dialect === 'swagger-2.0' && format !== 'multi')
    losses.add('assumed', node, `a list in one value (${oneOf(format)}): read as a parameter that is repeated`);
  const style = textAt(node, 'style') ?? 'form';
  if (style !== 'form' || child(node, 'explode')?.value === false)
    losses.add('assumed', node, 'a list in one value: read as a parameter that is repeated');
}

function oneOf(format: string): string {
  return ['csv', 'ssv', 'tsv', 'pipes'].includes(format) ? format : 'of a format of its own';
}
