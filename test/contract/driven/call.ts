import fc, { type Arbitrary } from 'fast-check';
import type { OpenApiDocument, ParameterObject } from '../../../lib/contract/open-api.js';
import { fitting } from './arbitraries.js';
import type { Operation } from './operation.js';

/** A request to an operation, without credentials. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  /** Every value of a name. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent. */
  readonly body: string | undefined;
}

/** Calls that the document says an operation takes, its examples among them. */
export function validCalls(operation: Operation, document: OpenApiDocument): Arbitrary<Call> {
  const part = (place: ParameterObject['in']) => operation.parameters.filter((one) => one.in === place);
  const values = (place: ParameterObject['in']) =>
    fc.record(Object.fromEntries(part(place).map((one) => [one.name, valuesOf(one, document)])), {
      requiredKeys: part(place).flatMap(({ name, required }) => (required ? [name] : [])),
    });
  const body = operation.body
    ? orExample(fitting(operation.body.schema, document), operation.body.example)
    : fc.constant(undefined);
  return fc
    .record({ params: values('path'), query: values('query'), headers: values('header'), body })
    .map(({ params, query, headers, body }) => ({
      params: mapped(params, String),
      query: mapped(query, (value) => (Array.isArray(value) ? value.map(String) : [String(value)])),
      headers: mapped(headers, sendable),
      body: body === undefined ? undefined : JSON.stringify(body),
    }));
}

function valuesOf(parameter: ParameterObject, document: OpenApiDocument): Arbitrary<unknown> {
  const made = fitting(parameter.schema, document).filter((value) => parameter.in !== 'path' || isSegments(`${value}`));
  return orExample(made, parameter.example);
}

function orExample(made: Arbitrary<unknown>, example: unknown): Arbitrary<unknown> {
  return example === undefined ? made : fc.oneof(fc.constant(example), made);
}

/** Clients resolve `.` and `..` before they send anything, and no empty segment belongs to a parameter. */
function isSegments(text: string): boolean {
  return text.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

/** Headers are visible ASCII (RFC 9110, section 5.5). */
function sendable(value: unknown): string {
  return String(value).replace(/[^!-~]/g, 'x');
}

function mapped<From, To>(values: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}

/** Sends a call. Slashes stay in a parameter for the rest of a path, which the document's own words tell. */
export function send(
  url: string,
  { method, path, parameters }: Operation,
  call: Call,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const encoded = encodeURIComponent(call.params[name] ?? '');
    const isRest = parameters.some((one) => one.name === name && one.description?.includes('slashes included'));
    return isRest ? encoded.replaceAll('%2F', '/') : encoded;
  });
  const query = new URLSearchParams(
    Object.entries(call.query).flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  );
  const type = call.body === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(`${url}${filled}?${query}`, {
    method,
    headers: { ...type, ...call.headers, ...headers },
    ...(call.body !== undefined && { body: call.body }),
  });
}
