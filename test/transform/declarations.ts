import fc from 'fast-check';
import {
  fromHeader,
  fromPath,
  fromQuery,
  type ParameterChanges,
  type Transform,
  type TransformValue,
} from 'gatewright';
import type { Pair } from '../../lib/runtime/transform/message.js';

export const HEADER_NAMES = ['x-a', 'x-b', 'x-c', 'x-d', 'x-e', 'x-f'];
export const QUERY_NAMES = ['a', 'b', 'c', 'd', 'E', 'f[]'];

const visible = fc.constantFrom(...Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)));
export const headerText = fc.string({ unit: visible, minLength: 1, maxLength: 6 });
const queryText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter((text) => !/\p{Cc}/u.test(text));

const spellings = [
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => name.replace('x', 'X'),
];

/** Each request spells a header in one way: an event of payload 1.0 has one list of values for each spelling. */
export const sentHeaders: fc.Arbitrary<readonly Pair[]> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...HEADER_NAMES), headerText), { maxLength: 6 }),
    fc.constantFrom(...spellings),
  )
  .map(([pairs, spelt]) => pairs.map(([name, value]): Pair => [spelt(name), value]));
export const sentQuery: fc.Arbitrary<readonly Pair[]> = fc.array(fc.tuple(fc.constantFrom(...QUERY_NAMES), queryText), {
  maxLength: 6,
});
export const pathParameter = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
  .filter((text) => !/[/\p{Cc}\p{Cs}]/u.test(text) && text !== '.' && text !== '..');

const source: fc.Arbitrary<TransformValue> = fc.oneof(
  fc.constantFrom(...HEADER_NAMES).map(fromHeader),
  fc.constantFrom(...QUERY_NAMES).map(fromQuery),
  fc.constant(fromPath('id')),
);

type Change = 'remove' | 'rename' | 'set' | 'add' | 'default';

/** Changes in which no name stands twice. */
export function changesOf(
  names: readonly string[],
  value: fc.Arbitrary<TransformValue>,
  kinds: readonly Change[] = ['remove', 'rename', 'set', 'add', 'default'],
): fc.Arbitrary<ParameterChanges> {
  const kind = fc.constantFrom(...kinds);
  return fc
    .tuple(
      fc.shuffledSubarray([...names]),
      fc.array(kind, { maxLength: 4 }),
      fc.array(value, { minLength: 4, maxLength: 4 }),
    )
    .map(([left, wanted, values]) => {
      const made: Record<Change, Record<string, unknown>> = { remove: {}, rename: {}, set: {}, add: {}, default: {} };
      for (const [index, each] of wanted.entries()) {
        const [name, other] = left.splice(0, each === 'rename' ? 2 : 1);
        if (name === undefined || (each === 'rename' && other === undefined)) break;
        made[each][name] = each === 'rename' ? other : values[index];
      }
      const { remove, ...rest } = made;
      const used = Object.entries(rest).filter(([, changes]) => Object.keys(changes).length > 0);
      return { ...(Object.keys(remove).length > 0 && { remove: Object.keys(remove) }), ...Object.fromEntries(used) };
    });
}

const status = fc.integer({ min: 200, max: 599 }).filter((each) => ![204, 205, 304].includes(each));

/** What may stand in any declaration, bodies apart. */
export const anyTransform: fc.Arbitrary<Transform> = fc.record(
  {
    request: fc.record(
      {
        headers: changesOf(HEADER_NAMES, fc.oneof(headerText, source)),
        query: changesOf(QUERY_NAMES, fc.oneof(headerText, source)),
        path: fc.constantFrom('/v2/{id}', '/fixed', '/{id}/a'),
      },
      { requiredKeys: [] },
    ),
    response: fc
      .tuple(
        fc.constantFrom('200', '404', 'any'),
        fc.record(
          {
            status,
            headers: changesOf(HEADER_NAMES, fc.oneof(headerText, fc.constantFrom(...HEADER_NAMES).map(fromHeader))),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([key, changes]) => ({ [key]: changes })),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Transform>;

/** What parameter mapping of an HTTP API can say. */
export const httpMappable: fc.Arbitrary<Transform> = fc.record(
  {
    request: fc.record(
      {
        headers: changesOf(
          HEADER_NAMES,
          fc.oneof(headerText.map(withoutDollar), fc.constantFrom(...HEADER_NAMES).map(fromHeader)),
          ['remove', 'rename', 'set', 'add'],
        ),
        query: changesOf(QUERY_NAMES, fc.oneof(headerText.map(withoutDollar), source), [
          'remove',
          'rename',
          'set',
          'add',
        ]),
        path: fc.constantFrom('/v2/{id}', '/fixed', '/{id}/a'),
      },
      { requiredKeys: [] },
    ),
    response: fc.record(
      {
        200: fc.record(
          {
            status,
            headers: changesOf(
              HEADER_NAMES,
              fc.oneof(headerText.map(withoutDollar), fc.constantFrom(...HEADER_NAMES).map(fromHeader)),
              ['remove', 'rename', 'set', 'add'],
            ),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Transform>;

/** What a REST proxy can say. */
export const restMappable: fc.Arbitrary<Transform> = fc.record({
  request: fc.record(
    {
      headers: changesOf(
        HEADER_NAMES,
        headerText.map((text) => text.replaceAll("'", '-')),
        ['set'],
      ),
      path: fc.constantFrom('/v2/{id}', '/fixed', '/{id}/a'),
    },
    { requiredKeys: [] },
  ),
}) as fc.Arbitrary<Transform>;

function withoutDollar(text: string): string {
  return text.replaceAll('$', '-');
}
