import { Ajv2020 } from 'ajv/dist/2020.js';
import Ajv04 from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { compileModels } from '../../lib/local/rest/validation/compile-models.js';
import { gatewayModel } from '../../lib/plan/gateway-model.js';
import { inputSchema } from '../../lib/plan/input-schema.js';
import { anyPlainValue, anySchema, anyValue, anyZod } from './random-schemas.js';

const full = new Ajv2020({ strict: false, logger: false, validateSchema: false });
const draft4 = new Ajv04.default({ strict: false, logger: false });
const tree = { type: 'object', properties: { a: { $ref: '#/$defs/tree' }, b: { type: 'integer', minimum: 1 } } };

/** What the local gateway says of bodies that are held to a model. */
function localFaultOf(schema: object): (value: unknown) => string | undefined {
  return compileModels({ Body: schema })('Body') ?? (() => 'no model');
}

/** Ajv itself fails on some schemas that refer to themselves: then nothing is known. */
function isTaken(isFull: (value: unknown) => unknown, value: unknown): boolean {
  try {
    return isFull(value) === true;
  } catch (error) {
    if (error instanceof ReferenceError) return false;
    throw error;
  }
}

describe('a model of the gateway', () => {
  it('takes whatever the full schema takes', () => {
    fc.assert(
      fc.property(anySchema, fc.array(anyValue, { minLength: 10, maxLength: 20 }), (schema, values) => {
        const root = { allOf: [schema], $defs: { tree } };
        const isFull = full.compile(root);
        const model = gatewayModel(root).schema;
        const isModel = draft4.compile(model);
        const localFault = localFaultOf(model);
        for (const value of values.filter((each) => isTaken(isFull, each))) {
          expect(isModel(value), JSON.stringify([root, model, value])).toBe(true);
          expect(localFault(value)).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes whatever a schema of zod takes, also where that makes values fit', () => {
    fc.assert(
      fc.property(anyZod, fc.array(anyPlainValue, { minLength: 10, maxLength: 20 }), (schema, values) => {
        const input = inputSchema(schema);
        if (!input.ok) throw new Error(input.reason);
        const { schema: model } = gatewayModel(input.schema);
        const localFault = localFaultOf(model);
        for (const value of values.filter((each) => schema.safeParse(each).success))
          expect(localFault(value), JSON.stringify([model, value])).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  const refs = { $defs: { isbn: { type: 'string', pattern: '^[0-9]{13}$' } } };
  it.each<[what: string, schema: object, model: object, lost: readonly string[]]>([
    ['a constant', { const: 'a' }, { enum: ['a'] }, []],
    ['a reference', { ...refs, items: { $ref: '#/$defs/isbn' } }, { items: refs.$defs.isbn }, []],
    ['a nullable text', { type: ['string', 'null'] }, { type: ['string', 'null'] }, []],
    ['an integer', { type: 'integer' }, { type: 'number' }, ['integer: any number']],
    ['an exclusive bound', { exclusiveMinimum: 0 }, { minimum: 0 }, ['exclusiveMinimum: the bound itself']],
    ['one of several', { oneOf: [{ type: 'null' }] }, { anyOf: [{ type: 'null' }] }, ['oneOf: one of them at least']],
    ['alternatives of which one is open', { anyOf: [{ type: 'null' }, { not: {} }] }, {}, ['not']],
    ['a length in characters', { minLength: 5 }, { minLength: 3 }, ['half of minLength']],
    ['a new regular expression', { pattern: '(?<=a)b' }, {}, ['pattern']],
    ['an escaped point', { pattern: '^a\\.b$' }, { pattern: '^a\\.b$' }, []],
    ['a format', { type: 'string', format: 'date' }, { type: 'string' }, ['format']],
    ['words for people', { title: 't', description: 'd', default: 1, examples: [1] }, {}, []],
    ['a value twice', { enum: [1, { a: 1 }, 1, { a: 1 }] }, { enum: [1, { a: 1 }] }, []],
    ['an empty list of names', { required: [] }, {}, []],
    [
      'closed members',
      { properties: { a: {} }, additionalProperties: false },
      { properties: { a: {} }, additionalProperties: false },
      [],
    ],
    [
      'a circle',
      { properties: { a: { $ref: '#' } } },
      { properties: { a: { properties: { a: {} } } } },
      ['$ref in a circle'],
    ],
    ['a reference to nothing', { items: { $ref: '#/$defs/none' } }, {}, ['$ref to elsewhere']],
    ['a reference to another document', { items: { $ref: 'https://x.example/s' } }, {}, ['$ref to elsewhere']],
    ['a reference to a prototype', { items: { $ref: '#/constructor' } }, {}, ['$ref to elsewhere']],
    [
      'a member called __proto__',
      JSON.parse('{"properties":{"__proto__":{"type":"null"}}}'),
      JSON.parse('{"properties":{"__proto__":{"type":"null"}}}'),
      [],
    ],
  ])('says %s as draft 4 can', (_what, schema, model, lost) => {
    expect(gatewayModel(schema as never)).toEqual({ schema: model, lost });
  });

  it('of a schema that doubles with each level stays small', () => {
    const levels = 40;
    const $defs = Object.fromEntries(
      Array.from({ length: levels }, (_, level) => {
        const next = level + 1 < levels ? { $ref: `#/$defs/l${level + 1}` } : { type: 'null' };
        return [`l${level}`, { properties: { a: next, b: next } }];
      }),
    );
    const startedMs = Date.now();
    const { schema, lost } = gatewayModel({ $ref: '#/$defs/l0', $defs });
    expect(JSON.stringify(schema).length).toBeLessThan(100_000);
    expect(lost).toEqual(['more than 2000 schemas']);
    expect(Date.now() - startedMs).toBeLessThan(2_000);
  });
});

describe('what a schema takes', () => {
  it.each<[what: string, schema: z.ZodType, said: object]>([
    ['a number made of a text', z.coerce.number(), {}],
    ['a text that is trimmed', z.string().trim().max(3), { type: 'string' }],
    ['a value that is caught', z.string().catch('x'), {}],
    ['a value that is made first', z.preprocess(String, z.string()), {}],
    ['a pattern with flags', z.string().regex(/a/i), { type: 'string' }],
    ['a pattern without', z.string().regex(/a/), { type: 'string', pattern: 'a' }],
    ['a format that a function checks', z.ipv6(), { type: 'string', format: 'ipv6' }],
  ])('is said of %s', (_what, schema, said) => {
    expect(inputSchema(schema)).toEqual({ ok: true, schema: said });
  });

  it('asks for no member that may be missing', () => {
    const schema = z.object({ a: z.string().catch('x'), b: z.coerce.string(), c: z.string(), d: z.undefined() });
    expect(inputSchema(schema)).toMatchObject({ ok: true, schema: { required: ['c'] } });
  });

  it('is not known of a library without JSON Schema', () => {
    const schema = { '~standard': { version: 1, vendor: 'own', validate: (value: unknown) => ({ value }) } } as const;
    expect(inputSchema(schema)).toEqual({ ok: false, reason: 'a schema of own does not come as JSON Schema' });
  });
});
