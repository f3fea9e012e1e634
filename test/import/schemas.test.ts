import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { codeOf, document, importText } from './fixtures/import-text.js';
import { type RunSpec, runSpec } from './fixtures/run-spec.js';

type Case = [name: string, schema: Schema, code: string, exported?: unknown];
type Schema = Readonly<Record<string, unknown>> | boolean;

/** Schema of the document, the code that it becomes, and what zod exports of it where that is not the same. */
const CASES: readonly Case[] = [
  ['Text', { type: 'string', minLength: 1, maxLength: 9 }, 'z.string().min(1).max(9)'],
  ['Mail', { type: 'string', format: 'email' }, "z.string().meta({ format: 'email' })"],
  ['Digits', { type: 'string', pattern: '^[0-9]+$' }, 'z.string().regex(/^[0-9]+$/u)'],
  ['Whole', { type: 'integer', minimum: 1, maximum: 5 }, 'z.int().min(1).max(5)'],
  ['Price', { type: 'number', exclusiveMinimum: 0, multipleOf: 0.5 }, 'z.number().gt(0).multipleOf(0.5)'],
  ['Below', { type: 'number', exclusiveMaximum: 7 }, 'z.number().lt(7)'],
  ['Flag', { type: 'boolean' }, 'z.boolean()'],
  ['Nil', { type: 'null' }, 'z.null()'],
  ['Size', { enum: ['s', 'm'], type: 'string' }, "z.enum(['s', 'm'])"],
  ['Level', { enum: [1, 2] }, 'z.literal([1, 2])', { type: 'number', enum: [1, 2] }],
  ['One', { const: 'one' }, "z.literal('one')", { type: 'string', const: 'one' }],
  ['Maybe', { type: ['string', 'null'] }, 'z.string().nullable()'],
  ['Either', { type: ['string', 'boolean'] }, 'z.union([z.string(), z.boolean()])'],
  ['Any', {}, 'z.unknown()'],
  ['Never', false, 'z.never()', { not: {} }],
  ['Tags', { type: 'array', items: { type: 'string' }, maxItems: 3 }, 'z.array(z.string()).max(3)'],
  [
    'Pair',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'boolean' }], items: false, minItems: 2 },
    'z.tuple([z.string(), z.boolean()])',
    {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'boolean' }],
      items: false,
      minItems: 2,
      maxItems: 2,
    },
  ],
  ['Bag', { type: 'object', additionalProperties: { type: 'boolean' } }, 'z.record(z.string(), z.boolean())'],
  [
    'Point',
    { type: 'object', required: ['x'], properties: { x: { type: 'string' }, y: { type: 'string' } } },
    'z.object({ x: z.string(), y: z.string().optional() })',
  ],
  [
    'Strict',
    { type: 'object', properties: { x: { type: 'string' } }, additionalProperties: false },
    'z.strictObject({ x: z.string().optional() })',
  ],
  [
    'Loose',
    { type: 'object', properties: { x: { type: 'string' } }, additionalProperties: true },
    'z.looseObject({ x: z.string().optional() })',
    { type: 'object', properties: { x: { type: 'string' } }, additionalProperties: {} },
  ],
  [
    'Rest',
    { type: 'object', properties: { x: { type: 'string' } }, additionalProperties: { type: 'boolean' } },
    'z.object({ x: z.string().optional() }).catchall(z.boolean())',
  ],
  [
    'Prototype',
    { type: 'object', required: ['__proto__', 'constructor'], properties: { ['__proto__']: { type: 'string' } } },
    "z.object({ ['__proto__']: z.string(), constructor: z.unknown() })",
    {
      type: 'object',
      required: ['__proto__', 'constructor'],
      properties: { ['__proto__']: { type: 'string' }, constructor: {} },
    },
  ],
  ['Choice', { oneOf: [{ type: 'string' }, { type: 'boolean' }] }, 'z.xor([z.string(), z.boolean()])'],
  [
    'Unique',
    { type: 'array', items: { type: 'string' }, uniqueItems: true },
    'z.array(z.string()).meta({ uniqueItems: true })',
  ],
  ['NotText', { not: { type: 'string' } }, "z.unknown().meta({ not: { type: 'string' } })"],
  [
    'Few',
    { type: 'object', minProperties: 1 },
    'z.record(z.string(), z.unknown()).meta({ minProperties: 1 })',
    { type: 'object', additionalProperties: {}, minProperties: 1 },
  ],
  [
    'Noted',
    {
      type: 'string',
      title: 'T',
      description: "It's",
      default: 'a',
      examples: ['b'],
      deprecated: true,
      readOnly: true,
      'x-own': { y: [1] },
    },
    '',
  ],
  ['Link', { $ref: '#/components/schemas/Text', description: 'again' }, "Text.meta({ description: 'again' })", null],
];

const schemas = Object.fromEntries(CASES.map(([name, schema]) => [name, schema]));
const imported = importText(document({ components: { schemas } }));
const code = codeOf(imported);
let spec: RunSpec;
beforeAll(async () => {
  spec = await runSpec(imported);
});

/** What zod says of its own accord besides: the bounds of JavaScript's integers, and that keys are texts. */
function withoutZodsOwn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value;
  const isOwn = (name: string, member: unknown) =>
    name === '$schema' ||
    name === 'id' ||
    (name === 'minimum' && member === Number.MIN_SAFE_INTEGER) ||
    (name === 'maximum' && member === Number.MAX_SAFE_INTEGER) ||
    (name === 'propertyNames' && JSON.stringify(member) === '{"type":"string"}');
  return Object.fromEntries(Object.entries(value).filter(([name, member]) => !isOwn(name, member)));
}

function exportedOf(name: string): unknown {
  const schema = spec[name] as z.ZodType;
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  const { $defs, $ref, ...rest } = json as { $defs?: Record<string, unknown>; $ref?: string };
  const target = $ref === undefined ? rest : $defs?.[name];
  return JSON.parse(JSON.stringify(target), (_key, value) => withoutZodsOwn(value));
}

describe('a schema of a document', () => {
  it.each<Case>(CASES.filter(([, , expected]) => expected !== ''))(
    '%s becomes code that a person would write',
    (name, _, expected) => {
      const written = code.replace(/\s+/g, '');
      const [head] = expected.split('.meta(');
      expect(written).toContain(`export const ${name} = ${head}`.replace(/\s+/g, ''));
    },
  );

  it.each<Case>(CASES.filter(([, , , exported]) => exported !== null))(
    '%s is exported again as it was',
    (name, schema, _, exported) => {
      const actual = exportedOf(name);
      expect(actual).toEqual(exported ?? schema);
    },
  );

  it('means the same again, for whatever value', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
    const names = CASES.filter(([, , , exported]) => exported !== null).map(([name]) => name);
    const pairs = names.map((name) => ({
      name,
      before: ajv.compile(schemas[name] as object),
      after: ajv.compile(exportedOf(name) as object),
    }));
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('s', 'one', 1, 2, 4.5, null, true, ['a', false], [], {}, { x: 'a' }, { x: 'a', z: 1 }, { x: 1 }),
    );
    fc.assert(
      fc.property(value, (instance) => {
        for (const { name, before, after } of pairs) expect([name, after(instance)]).toEqual([name, before(instance)]);
      }),
      { numRuns: 200 },
    );
  });

  it('says what zod does not check, by its place', () => {
    const unchecked = imported.losses.filter(({ kind }) => kind === 'unchecked').map(({ pointer }) => pointer);
    expect(unchecked).toEqual([
      '#/components/schemas/Unique/uniqueItems',
      '#/components/schemas/NotText/not',
      '#/components/schemas/Few/minProperties',
    ]);
    expect(code).toContain('// Kept, not checked: uniqueItems: zod does not check this keyword\nexport const Unique');
  });

  it.each<[string, unknown, string]>([
    [
      'a keyword of another type',
      { type: 'string', required: ['a'] },
      'lost /required says nothing of values of the stated type',
    ],
    [
      'a limit beside a list of all values',
      { type: 'string', enum: ['a'], maxLength: 3 },
      'lost /maxLength stands beside the list of all values',
    ],
    ['no type', { properties: { a: {} } }, 'assumed  the schema states no type: read as object'],
    ['a type that nobody knows', { type: 'thing' }, 'lost /type no type has this name: anything is taken'],
    ['what is no schema', 'string', 'lost  this is no schema: anything is taken'],
    [
      'a pattern that is none',
      { type: 'string', pattern: '(' },
      'lost /pattern this is no regular expression of JavaScript',
    ],
    [
      'values that are no scalars',
      { enum: [{ a: 1 }] },
      'unchecked /enum zod has literals of texts, numbers, booleans and null alone',
    ],
    [
      'a value of another type',
      { type: 'string', enum: ['a', 1] },
      'assumed /enum values that stand there twice, or are not of the type, are left out',
    ],
    [
      'a tuple that may be short',
      { type: 'array', prefixItems: [{ type: 'string' }] },
      'unchecked /prefixItems zod has no tuple of which items may be left out',
    ],
    ['a title that is a number', { type: 'string', title: 7 }, 'lost /title `title` cannot be this'],
  ])('with %s is listed', (_, schema, expected) => {
    const { losses } = importText(document({ components: { schemas: { Odd: schema } } }));
    const listed = losses.map(
      ({ kind, pointer, reason }) => `${kind} ${pointer.replace('#/components/schemas/Odd', '')} ${reason}`,
    );
    expect(listed).toContain(expected);
  });
});
