import fc from 'fast-check';
import * as z from 'zod';

const names = ['a', 'b', '__proto__', 'c d'] as const;
const name = fc.constantFrom(...names);
const small = fc.constantFrom(-2, 0, 1, 1.5, 2, 3);
const text = fc.constantFrom('', ' ', 'a', 'ab', 'ABC', ' ab ', '12', '😀', '😀😀', 'a@b.example', '2.0');

/** Values that often fit, and often nearly do. */
export const anyValue = valuesWith(name);

/** Without a member `__proto__`: zod passes over it unread, and API Gateway reads it. */
export const anyPlainValue = valuesWith(fc.constantFrom('a', 'b', 'c d'));

function valuesWith(member: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(null, true, false),
      small,
      text,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(member, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value;
}

const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'object', 'array');
const count = fc.nat({ max: 3 });

/** Schemas of draft 2020-12, what draft 4 does not know included. `$defs` hold one that refers to itself. */
export const anySchema: fc.Arbitrary<object | boolean> = fc.letrec<{ schema: object | boolean }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<object | boolean>(true, false, {}, { $ref: '#/$defs/tree' }),
    fc.record({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) }),
    fc.record(
      {
        minimum: small,
        exclusiveMinimum: small,
        maximum: small,
        exclusiveMaximum: small,
        multipleOf: fc.constantFrom(0.5, 2),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        minLength: count,
        maxLength: count,
        pattern: fc.constantFrom('^a', '[A-Z]', '^.$', '^[^a]', '\\s', '(?<!a)b', '\\.'),
      },
      { requiredKeys: [] },
    ),
    fc.record({ const: anyValue }),
    fc.record({ enum: fc.uniqueArray(anyValue, { minLength: 1, maxLength: 3, comparator: 'SameValueZero' }) }),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 3, noNullPrototype: true }),
        required: fc.uniqueArray(name, { maxLength: 2 }),
        additionalProperties: tie('schema'),
        patternProperties: fc.record({ '^c': tie('schema') }),
        propertyNames: fc.record({ maxLength: count }),
        dependentRequired: fc.constant({ a: ['b'] }),
        minProperties: count,
        maxProperties: count,
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        contains: tie('schema'),
        minItems: count,
        maxItems: count,
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        not: tie('schema'),
        if: tie('schema'),
        // biome-ignore lint/suspicious/noThenProperty: a keyword
        then: tie('schema'),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema;

/** Schemas of zod, those included that make a value fit before they look at it. */
export const anyZod: fc.Arbitrary<z.ZodType> = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<z.ZodType>(
      z.string(),
      z.string().min(2).max(3),
      z.string().trim().max(2),
      z
        .string()
        .toUpperCase()
        .regex(/^[A-Z]+$/),
      z.string().regex(/^abc$/i),
      z.string().startsWith('a'),
      z.email(),
      z.number().gt(1).multipleOf(0.5),
      z.int(),
      z.coerce.number(),
      z.coerce.string().min(3),
      z.coerce.boolean(),
      z.string().catch('caught'),
      z.string().default('given'),
      z.preprocess((value) => String(value), z.string().min(1)),
      z.string().transform(Number).pipe(z.number()),
      z.null(),
      z.literal(['a', 2]),
      z.enum(['ab', 'ABC']),
      z.unknown(),
      z.tuple([z.string()], z.number()),
    ),
    tie('schema').map((member) => z.array(member).max(2)),
    tie('schema').map((member) => member.optional()),
    tie('schema').map((member) => z.record(z.string(), member)),
    tie('schema').map((member) => z.record(z.enum(['a', 'b']), member)),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.union([a, b])),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.object({ a, b })),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.strictObject({ a, 'c d': b })),
    tie('schema').map((b) =>
      z.discriminatedUnion('a', [z.object({ a: z.literal('a'), b }), z.object({ a: z.literal('ab') })]),
    ),
  ),
})).schema;
