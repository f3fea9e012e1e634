import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { responsesOf } from '../../lib/spec/contract.js';
import { type JsonSchemaTarget, jsonSchemaOf } from '../../lib/spec/json-schema.js';
import type { StandardSchema } from '../../lib/spec/standard-schema.js';

const Book = z.object({ isbn: z.string().min(1), copies: z.number().gt(0).default(1), at: z.date().optional() });
const Plain = Book.omit({ at: true });

function madeOf(jsonSchema: unknown): StandardSchema {
  return { '~standard': { version: 1, vendor: 'own', validate: (value: unknown) => ({ value }), jsonSchema } } as never;
}

describe('a schema as JSON Schema', () => {
  it.each<[string, JsonSchemaTarget, object]>([
    [
      'for OpenAPI 3.1, before defaults',
      { target: 'draft-2020-12', io: 'input' },
      { required: ['isbn'], properties: { copies: { default: 1, type: 'number', exclusiveMinimum: 0 } } },
    ],
    ['for OpenAPI 3.1, after defaults', { target: 'draft-2020-12', io: 'output' }, { required: ['isbn', 'copies'] }],
    [
      'for the validation of REST APIs',
      { target: 'draft-04', io: 'input' },
      { properties: { copies: { minimum: 0, exclusiveMinimum: true } } },
    ],
  ])('is said %s', (_, target, expected) => {
    const said = jsonSchemaOf(Plain, target);
    expect(said).toMatchObject({ ok: true, schema: expected });
    expect(JSON.stringify(said)).not.toContain('$schema');
  });

  it.each<[string, StandardSchema, string]>([
    ['a type that it cannot say', Book, 'Date cannot be represented in JSON Schema'],
    ['a library without it', madeOf(undefined), 'a schema of own does not come as JSON Schema'],
    ['what is no converter', madeOf({ input: 7 }), 'a schema of own does not come as JSON Schema'],
    [
      'one that throws no Error',
      madeOf({
        input: () => {
          throw 'no';
        },
      }),
      'no',
    ],
    [
      'one that holds itself',
      madeOf({
        input: () => {
          const self: Record<string, unknown> = {};
          self.self = self;
          return self;
        },
      }),
      'Converting circular structure to JSON',
    ],
    ['one that says nothing', madeOf({ input: () => undefined }), 'is not valid JSON'],
    ['what is no schema', {} as never, "Cannot read properties of undefined (reading 'jsonSchema')"],
  ])('has a reason why not for %s', (_, schema, reason) => {
    const said = jsonSchemaOf(schema, { target: 'draft-2020-12', io: 'input' });
    expect(said).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it('allows anything for what it cannot say, where that is asked for', () => {
    const said = jsonSchemaOf(Book, { target: 'draft-2020-12', io: 'input', isLenient: true });
    expect(said).toMatchObject({ ok: true, schema: { properties: { at: {}, isbn: { type: 'string' } } } });
  });
});

it('brings answers into one form, by status, the default last', () => {
  const headers = z.object({ location: z.string() });
  const responses = { default: 'Else', 404: 'None', 201: { description: 'Made', body: Book, headers }, 200: Book };
  expect(responsesOf(responses)).toEqual([
    { status: 200, body: Book },
    { status: 201, description: 'Made', body: Book, headers },
    { status: 404, description: 'None' },
    { status: 'default', description: 'Else' },
  ]);
  expect(responsesOf(undefined)).toEqual([]);
});
