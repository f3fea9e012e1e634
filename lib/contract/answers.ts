import { STATUS_CODES } from 'node:http';
import type { ReplyBackend } from '../spec/backend.js';
import { type DeclaredResponse, responsesOf } from '../spec/contract.js';
import { operationIdOf } from '../spec/operation-id.js';
import type { Route } from '../spec/route.js';
import { answerChanges } from './caller-side.js';
import { capitalized } from './capitalized.js';
import type { Content, Reference, ResponseObject, SchemaObject } from './open-api.js';
import { answerHeaders } from './parameters.js';
import type { SchemaStore } from './schema-store.js';
import { errorStatus, type StandardError } from './standard-errors.js';

type Answers = Readonly<Record<string, ResponseObject | Reference>>;

/** All answers of a route by status: what it declares, else what is known of its backend; and what the gateway answers itself. */
export function answersOf(route: Route, errors: readonly StandardError[], store: SchemaStore): Answers {
  const own = responsesOf(route.responses).map((declared) => answer(route, declared, store));
  const standard = errors.map((error) => [`${errorStatus(error)}`, { $ref: `#/components/responses/${error}` }]);
  return { ...Object.fromEntries(standard), ...(own.length > 0 ? Object.fromEntries(own) : undeclared(route)) };
}

function undeclared({ to }: Route): Answers {
  if (to.kind === 'reply') return { [to.status]: replied(to) };
  return { 200: { description: 'What the backend answers.' } };
}

function replied({ status, body }: ReplyBackend): ResponseObject {
  const description = `${phrase(status)}, always the same.`;
  return { description, content: { 'application/json': { schema: { const: body }, example: body } } };
}

/** By the status that callers see. */
function answer(route: Route, declared: DeclaredResponse, store: SchemaStore): readonly [string, ResponseObject] {
  const { status: given, headers } = declared;
  const changes = answerChanges(route, given);
  const status = (given === 'default' ? undefined : changes.status) ?? given;
  const { description = phrase(status) } = declared;
  const name = `${capitalized(operationIdOf(route))}${capitalized(`${status}`)}`;
  const place = `${route.pattern}.responses[${given}]`;
  const shown = answerHeaders(headers, changes.headers, { name: `${name}Headers`, place: `${place}.headers` }, store);
  const content = contentOf(declared, changes.body !== undefined, { name, place }, store);
  const hasHeaders = headers !== undefined || Object.keys(shown).length > 0;
  return [`${status}`, { description, ...(hasHeaders && { headers: shown }), ...(content && { content }) }];
}

function contentOf(
  { body, contentType }: DeclaredResponse,
  isChanged: boolean,
  { name, place }: { readonly name: string; readonly place: string },
  store: SchemaStore,
): Content | undefined {
  if (!body) return contentType === undefined ? undefined : { [contentType]: {} };
  const schema = isChanged ? changedBody(place, store) : store.use(body, { io: 'output', name, place });
  return { [contentType ?? 'application/json']: { schema } };
}

/** A schema of what the handler sees says nothing of what callers do, where the body is changed between the two. */
export function changedBody(place: string, store: SchemaStore): SchemaObject {
  store.note({ place, reason: 'it is changed on the way: say what callers see in a version(…) of the route' });
  return {};
}

function phrase(status: number | 'default'): string {
  return STATUS_CODES[status] ?? 'Any other answer';
}
