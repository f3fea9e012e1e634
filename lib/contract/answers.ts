import { STATUS_CODES } from 'node:http';
import type { ReplyBackend } from '../spec/backend.js';
import { type DeclaredResponse, responsesOf } from '../spec/contract.js';
import { operationIdOf } from '../spec/operation-id.js';
import type { Route } from '../spec/route.js';
import { capitalized } from './capitalized.js';
import type { Content, Reference, ResponseObject } from './open-api.js';
import { answerHeaders } from './parameters.js';
import type { SchemaStore } from './schema-store.js';
import { errorStatus, type StandardError } from './standard-errors.js';

type Answers = Readonly<Record<string, ResponseObject | Reference>>;

/** All answers of a route by status: what it declares, else what is known of its backend; and what the gateway answers itself. */
export function answersOf(route: Route, errors: readonly StandardError[], store: SchemaStore): Answers {
  const own = responsesOf(route.responses).map((declared) => [`${declared.status}`, answer(route, declared, store)]);
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

function answer(route: Route, declared: DeclaredResponse, store: SchemaStore): ResponseObject {
  const { status, description = phrase(status), headers } = declared;
  const name = `${capitalized(operationIdOf(route))}${capitalized(`${status}`)}`;
  const place = `${route.pattern}.responses[${status}]`;
  const content = contentOf(declared, name, place, store);
  return {
    description,
    ...(headers && { headers: answerHeaders(headers, { name: `${name}Headers`, place: `${place}.headers` }, store) }),
    ...(content && { content }),
  };
}

function contentOf(
  { body, contentType }: DeclaredResponse,
  name: string,
  place: string,
  store: SchemaStore,
): Content | undefined {
  if (!body) return contentType === undefined ? undefined : { [contentType]: {} };
  return { [contentType ?? 'application/json']: { schema: store.use(body, { io: 'output', name, place }) } };
}

function phrase(status: number | 'default'): string {
  return STATUS_CODES[status] ?? 'Any other answer';
}
