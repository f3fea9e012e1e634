import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { type AnySchema, isSchema } from '../contract.js';
import { jsonSchemaOf } from '../json-schema.js';
import { parsePath } from '../path.js';
import type { Route } from '../route.js';

/** Answers that HTTP gives no body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
const BODILESS = ['204', '205', '304'];
const SCHEMA = 'a zod schema, or any Standard Schema';
const ANSWER = 'a schema, a description, or { description, body, headers, contentType }';

const SCHEMAS = ['params', 'query', 'headers', 'body'] as const;

/** What is wrong with a route's schemas and declared answers. */
export function contractIssues(route: Route, place: string): readonly Issue[] {
  return [
    ...SCHEMAS.flatMap((name) => schemaIssues(route[name], `${place}.${name}`)),
    ...paramsIssues(route, `${place}.params`),
    ...headerNameIssues(route.headers, `${place}.headers`),
    ...responseIssues(route.responses, `${place}.responses`),
  ];
}

function schemaIssues(schema: unknown, place: string): readonly Issue[] {
  if (schema === undefined || isSchema(schema)) return [];
  return [issue('CONTRACT_SCHEMA', place, 'this is no schema', shown(schema), SCHEMA)];
}

/** The types say the same, where a type-checker has seen the route. */
function paramsIssues({ params, path }: Route, place: string): readonly Issue[] {
  const names = namesOf(params);
  if (!names) return [];
  const parsed = parsePath(path);
  if (!parsed.ok) return [];
  const wanted = parsed.segments.flatMap(({ kind, text }) => (kind === 'literal' ? [] : [text]));
  if (names.toSorted().join() === wanted.toSorted().join()) return [];
  const allowed = wanted.join(', ') || 'none: the path has no parameters';
  return [issue('CONTRACT_PARAMS', place, "a schema of params has the path's parameters", shown(names), allowed)];
}

/** Header names have no case, and arrive in lower case: others would never be met. */
function headerNameIssues(schema: unknown, place: string): readonly Issue[] {
  const upper = (namesOf(schema) ?? []).filter((name) => name !== name.toLowerCase());
  return upper.map((name) =>
    issue(
      'CONTRACT_HEADER_NAME',
      `${place}.${oneLine(name)}`,
      'headers arrive with names in lower case',
      shown(name),
      oneLine(name.toLowerCase()),
    ),
  );
}

function responseIssues(responses: unknown, place: string): readonly Issue[] {
  if (responses === undefined) return [];
  if (typeof responses !== 'object' || responses === null)
    return [
      issue('CONTRACT_RESPONSES', place, 'answers are declared by status', shown(responses), `status → ${ANSWER}`),
    ];
  return Object.entries(responses).flatMap(([status, declared]) =>
    responseIssue(status, declared, `${place}[${oneLine(status)}]`),
  );
}

function responseIssue(status: string, declared: unknown, place: string): readonly Issue[] {
  if (status !== 'default' && !/^[2-5]\d\d$/.test(status))
    return [issue('CONTRACT_STATUS', place, 'no function answers this', shown(status), '200 to 599, or default')];
  if (typeof declared === 'string') return [];
  const isRecord = typeof declared === 'object' && declared !== null;
  const long = isSchema(declared) ? { description: '', body: declared } : isRecord ? declared : undefined;
  if (!long || typeof (long as { description?: unknown }).description !== 'string')
    return [issue('CONTRACT_RESPONSE', place, 'this declares no answer', shown(declared), ANSWER)];
  const { body, headers } = long as { readonly body?: unknown; readonly headers?: unknown };
  return [
    ...schemaIssues(body, `${place}.body`),
    ...schemaIssues(headers, `${place}.headers`),
    ...headerNameIssues(headers, `${place}.headers`),
    ...(body !== undefined && BODILESS.includes(status)
      ? [issue('CONTRACT_BODY', place, `an answer ${status} has no body`, 'a body', 'a description alone')]
      : []),
  ];
}

/** The members of an object schema, where its library can say them. */
function namesOf(schema: unknown): readonly string[] | undefined {
  if (!isSchema(schema)) return undefined;
  const said = jsonSchemaOf(schema as AnySchema, { target: 'draft-2020-12', io: 'input', isLenient: true });
  return said.ok && said.schema.properties ? Object.keys(said.schema.properties) : undefined;
}

function issue(code: string, place: string, message: string, got: string, allowed: string): Issue {
  return { code, place, message, got, allowed, fix: 'write it as allowed, or leave it out' };
}
