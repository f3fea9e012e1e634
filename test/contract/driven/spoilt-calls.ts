import type { ParameterObject, SchemaObject } from '../../../lib/contract/open-api.js';
import type { Call } from './call.js';
import type { Operation } from './operation.js';

/** What is done to a call that fits, and the statuses that it may be refused with. */
export interface Spoilt {
  readonly what: string;
  readonly call: Call;
  /** In place of the headers that let it in. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly refused: readonly number[];
}

/** Every way to spoil a call that the document tells of: each parameter, the body as bytes and as JSON, and credentials. */
export function spoilt(
  operation: Operation,
  call: Call,
  fits: (schema: SchemaObject, value: unknown) => boolean,
): readonly Spoilt[] {
  return [
    ...operation.parameters.flatMap((parameter) => spoiltParameter(parameter, call)),
    ...spoiltBody(operation, call, fits),
    ...spoiltCredentials(operation, call),
  ];
}

function spoiltParameter({ name, in: place, required, schema }: ParameterObject, call: Call): readonly Spoilt[] {
  const refused = [400];
  const others: readonly unknown[] = ['', 'x'.repeat(100), 0, 101, 1.5, 'many'];
  const values = others.map(String).filter((value) => !takesText(schema, value));
  if (place === 'path') {
    const sent = values.filter((value) => value !== '');
    return sent.map((value) => ({ what: `${name}=${value}`, call: { ...call, params: { [name]: value } }, refused }));
  }
  if (place === 'header') {
    // fetch and HTTP do not tell a header without a value from none.
    const sent = values.filter((value) => value !== '');
    return sent.map((value) => ({ what: `${name}: ${value}`, call: { ...call, headers: { [name]: value } }, refused }));
  }
  const { [name]: _, ...rest } = call.query;
  const without = required ? [{ what: `no ${name}`, call: { ...call, query: rest }, refused }] : [];
  const wrong = values.map((value) => ({
    what: `${name}=${value}`,
    call: { ...call, query: { ...rest, [name]: [value] } },
    refused,
  }));
  return [...without, ...wrong];
}

/** Whether a text is a value of a parameter: as it is, or as the number that it writes. */
function takesText(schema: SchemaObject, text: string): boolean {
  const { type, minLength = 0, maxLength = Number.POSITIVE_INFINITY, minimum, maximum } = schema as Bounds;
  if (type === 'array') return true;
  if (type === 'string') return text.length >= minLength && text.length <= maxLength;
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isInteger(number) && number >= (minimum ?? number) && number <= (maximum ?? number);
}

interface Bounds {
  readonly type?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

function spoiltBody(
  { body }: Operation,
  call: Call,
  fits: (schema: SchemaObject, value: unknown) => boolean,
): readonly Spoilt[] {
  if (!body || call.body === undefined) return [];
  const value: unknown = JSON.parse(call.body);
  const members = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const changed = members.flatMap((name) => [
    { ...(value as object), [name]: undefined },
    ...[null, true, -1, 1e9, '', [], {}].map((other) => ({ ...(value as object), [name]: other })),
  ]);
  const wrong = [...changed, null, true, 7, 'text', [1], {}]
    .map((other) => JSON.stringify(other))
    .filter((text) => !fits(body.schema, JSON.parse(text)));
  return [
    ...wrong.map((text) => ({ what: text, call: { ...call, body: text }, refused: [400] })),
    ...['', '{', '{"isbn":', '\u0000'].map((text) => ({
      what: 'no JSON',
      call: { ...call, body: text },
      refused: [400],
    })),
    {
      what: 'text/plain',
      call: { ...call, headers: { ...call.headers, 'content-type': 'text/plain' } },
      refused: [415],
    },
  ];
}

function spoiltCredentials({ isPublic }: Operation, call: Call): readonly Spoilt[] {
  if (isPublic) return [];
  const refused = [401, 403];
  return [
    { what: 'no credential', call, headers: {}, refused },
    { what: 'a token of nobody', call, headers: { authorization: 'Bearer a.b.c' }, refused },
    { what: 'a key of nobody', call, headers: { 'x-api-key': 'abcdefghijklmnopqrstuvwxyz' }, refused },
  ];
}
