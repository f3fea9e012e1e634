import type { RecordSchema } from '../spec/contract.js';
import { jsonSchemaOf } from '../spec/json-schema.js';
import { operationIdOf } from '../spec/operation-id.js';
import { parsePath } from '../spec/path.js';
import type { Route } from '../spec/route.js';
import type { ParameterChanges } from '../spec/transform.js';
import { answeredMembers, changesOf, type Member, sentMembers } from './caller-side.js';
import { capitalized } from './capitalized.js';
import type { HeaderObject, ParameterObject, SchemaObject } from './open-api.js';
import type { Io } from './schema-pieces.js';
import type { SchemaStore } from './schema-store.js';
import { isSchemaObject } from './walk-schema.js';

/** What OpenAPI says elsewhere: as parameters they would be passed over. https://spec.openapis.org/oas/v3.1.1#fixed-fields-for-use-with-schema */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** What tells a parameter for the rest of a path from others: OpenAPI has no word for it. */
export const REST_OF_PATH = 'The rest of the path, slashes included.';

/** The parameters of a route, the path's in its order, others by name. */
export function parametersOf(route: Route, store: SchemaStore): readonly ParameterObject[] {
  return [...pathParameters(route, store), ...queryParameters(route, store), ...headerParameters(route, store)];
}

function pathParameters(route: Route, store: SchemaStore): readonly ParameterObject[] {
  const members = new Map(recordMembers(route, 'params', store).map((member) => [member.name, member]));
  const path = parsePath(route.path);
  const named = path.ok ? path.segments.filter(({ kind }) => kind !== 'literal') : [];
  return named.map(({ text, kind }) => {
    const member = members.get(text) ?? { name: text, required: true, schema: { type: 'string' } };
    const { description, ...made } = parameter(member, 'path', route.example?.params?.[text]);
    const said = [description, kind === 'greedy' && REST_OF_PATH].filter(Boolean).join(' ');
    return { ...made, required: true, ...(said !== '' && { description: said }) };
  });
}

function queryParameters(route: Route, store: SchemaStore): readonly ParameterObject[] {
  const example = route.example?.query ?? {};
  const declared = sentMembers(recordMembers(route, 'query', store), changesOf(route).request?.query);
  const known = new Set(declared.map(({ name }) => name));
  const shown = route.query ? [] : Object.keys(example).filter((name) => !known.has(name));
  const members = [...declared, ...shown.map((name) => ({ name, required: false, schema: { type: 'string' } }))];
  return members.toSorted(byName).map((member) => parameter(member, 'query', example[member.name]));
}

function headerParameters(route: Route, store: SchemaStore): readonly ParameterObject[] {
  return sentMembers(recordMembers(route, 'headers', store), changesOf(route).request?.headers, lowerCase)
    .filter(({ name }) => !SAID_ELSEWHERE.has(name.toLowerCase()))
    .toSorted(byName)
    .map((member) => parameter(member, 'header', undefined));
}

/** The headers of an answer, by name. */
export function answerHeaders(
  schema: RecordSchema | undefined,
  changes: ParameterChanges | undefined,
  use: { readonly name: string; readonly place: string },
  store: SchemaStore,
): Readonly<Record<string, HeaderObject>> {
  const declared = schema ? membersOf(schema, { ...use, io: 'output' }, store) : [];
  const members = answeredMembers(declared, changes, lowerCase).toSorted(byName);
  return Object.fromEntries(
    members.map(({ name, required, schema: { description, ...rest } }) => [
      name,
      { ...(typeof description === 'string' && { description }), ...(required && { required }), schema: rest },
    ]),
  );
}

function recordMembers(route: Route, part: 'params' | 'query' | 'headers', store: SchemaStore): readonly Member[] {
  const schema = route[part];
  if (!schema) return [];
  const name = `${capitalized(operationIdOf(route))}${capitalized(part)}`;
  return membersOf(schema, { io: 'input', name, place: `${route.pattern}.${part}` }, store);
}

function membersOf(
  schema: RecordSchema,
  use: { readonly io: Io; readonly name: string; readonly place: string },
  store: SchemaStore,
): readonly Member[] {
  const said = store.inPlace(schema, use);
  const parts = Array.isArray(said.allOf) ? [said, ...said.allOf.filter(isSchemaObject)] : [said];
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {})) as Record<string, unknown>;
  const required = new Set(parts.flatMap((part) => (Array.isArray(part.required) ? part.required : [])));
  if (Object.keys(properties).length === 0 && ('anyOf' in said || 'oneOf' in said))
    store.note({ place: use.place, reason: 'names that depend on each other cannot be said as parameters' });
  const shown = use.io === 'input' ? shownAsMade(schema) : {};
  return Object.entries(properties).map(([name, member]) => ({
    name,
    required: required.has(name),
    schema: isSchemaObject(member) ? { ...shownFor(member, shown[name]), ...member } : {},
  }));
}

/** Defaults and examples of what a text is made into: zod names them with what comes out alone. */
function shownAsMade(schema: RecordSchema): Readonly<Record<string, unknown>> {
  const made = jsonSchemaOf(schema, { target: 'draft-2020-12', io: 'output', isLenient: true });
  return made.ok && isSchemaObject(made.schema.properties) ? made.schema.properties : {};
}

function shownFor({ type }: SchemaObject, made: unknown): SchemaObject {
  if (!isSchemaObject(made) || made.type !== type || typeof type !== 'string') return {};
  const entries = ['default', 'examples'].flatMap((key) =>
    made[key] === undefined ? [] : [[key, made[key]] as const],
  );
  return Object.fromEntries(entries);
}

function parameter(member: Member, place: ParameterObject['in'], example: string | undefined): ParameterObject {
  const { description, deprecated, examples, ...rest } = member.schema;
  const [own, ...more] = Array.isArray(examples) ? examples : [];
  // One example alone stands where that of the route does.
  const isOwn = own !== undefined && more.length === 0 && example === undefined;
  const schema = isOwn || examples === undefined ? rest : { ...rest, examples };
  return {
    name: member.name,
    in: place,
    required: member.required,
    ...(typeof description === 'string' && { description }),
    ...(deprecated === true && { deprecated }),
    schema,
    ...(isOwn && { example: own }),
    ...(example !== undefined && { example: exampleValue(example, schema) }),
  };
}

/** Examples of requests are texts; documents say them as the schema's type. */
function exampleValue(text: string, { type }: SchemaObject): unknown {
  if (type === 'number' || type === 'integer') return Number.isNaN(Number(text)) ? text : Number(text);
  if (type === 'boolean') return text === 'true';
  return type === 'array' ? [text] : text;
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}

function byName(a: Member, b: Member): number {
  return a.name < b.name ? -1 : 1;
}
