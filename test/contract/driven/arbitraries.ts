import fc, { type Arbitrary } from 'fast-check';
import type { OpenApiDocument, SchemaObject } from '../../../lib/contract/open-api.js';

/** Values that a schema of the document takes, as far as the example uses JSON Schema. @throws where it is of no kind known here */
export function fitting(schema: SchemaObject, document: OpenApiDocument): Arbitrary<unknown> {
  const { $ref, anyOf, type } = schema as { $ref?: string; anyOf?: readonly SchemaObject[]; type?: string };
  if ($ref !== undefined) return fitting(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, document);
  if (anyOf) return fc.oneof(...anyOf.map((one) => fitting(one, document)));
  const known = KINDS[type ?? ''];
  if (!known) throw new Error(`no values of ${JSON.stringify(schema)} are made here`);
  return known(schema, document);
}

interface Keywords {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: SchemaObject;
  readonly properties?: Readonly<Record<string, SchemaObject>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaObject;
}

const KINDS: Readonly<Record<string, (schema: Keywords, document: OpenApiDocument) => Arbitrary<unknown>>> = {
  integer: ({ minimum = -1_000, maximum = 1_000 }) => fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31 - 1) }),
  number: () => fc.double({ noDefaultInfinity: true, noNaN: true }),
  string: ({ minLength = 0, maxLength = 24 }) => texts(minLength, maxLength),
  array: ({ items = {} }, document) => fc.array(fitting(items, document), { maxLength: 4 }),
  object: ({ properties = {}, required = [], additionalProperties }, document) => {
    const members = Object.entries(properties).map(([name, schema]) => [name, fitting(schema, document)] as const);
    if (members.length === 0)
      return fc.dictionary(texts(1, 8), fitting(additionalProperties ?? { type: 'string' }, document), { maxKeys: 4 });
    return fc.record(Object.fromEntries(members), { requiredKeys: [...required] });
  },
};

/** JSON Schema cannot say that blanks around a word are dropped, so there are none; it counts characters, and so does this. */
function texts(minLength: number, maxLength: number): Arbitrary<string> {
  return fc
    .string({ unit: fc.constantFrom(...'abzAZ09-_~ é€/%+&='), minLength, maxLength })
    .filter((text) => text.trim() === text);
}
