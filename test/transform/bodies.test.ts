import fc from 'fast-check';
import type { BodyChanges, Transform } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { changeBody } from '../../lib/runtime/transform/change-body.js';
import { parseExactJson, writeExactJson } from '../../lib/runtime/transform/exact-json.js';
import { through } from './places.js';

/** Places of which no two overlap. */
const POINTERS = ['/a', '/b/x', '/b/y', '/c/d/e', '/list/*/n', '/list/*/m', '/__proto__', '/k~1k', '/7'];

const changes: fc.Arbitrary<BodyChanges> = fc
  .tuple(
    fc.shuffledSubarray(POINTERS),
    fc.array(fc.constantFrom('remove', 'rename', 'move', 'set', 'default'), { maxLength: 5 }),
    fc.jsonValue(),
  )
  .map(([left, kinds, value]) => {
    const remove: string[] = [];
    const made: Record<string, Record<string, unknown>> = { rename: {}, move: {}, set: {}, default: {} };
    for (const [index, kind] of kinds.entries()) {
      const pointer = left.pop();
      if (pointer === undefined) break;
      const isOne = !pointer.includes('*');
      if (kind === 'remove') remove.push(pointer);
      else if (kind === 'rename') Object.assign(made.rename ?? {}, { [pointer]: `renamed${index}` });
      else if (kind === 'move' && isOne) Object.assign(made.move ?? {}, { [pointer]: `/moved/${index}` });
      else if (kind === 'set' || kind === 'default') Object.assign(made[kind] ?? {}, { [pointer]: value });
    }
    return { remove, ...made } as BodyChanges;
  });

const leaf = fc.oneof(fc.jsonValue(), fc.constantFrom('\u2028', 'é', '"', '\\', '😀'));
const item = fc.oneof(fc.record({ n: leaf, m: leaf, other: leaf }, { requiredKeys: [] }), leaf);
const body = fc.oneof(
  fc
    .record(
      {
        a: leaf,
        b: fc.oneof(fc.record({ x: leaf, y: leaf }, { requiredKeys: [] }), leaf),
        c: fc.record({ d: fc.record({ e: leaf }) }),
        list: fc.oneof(fc.array(item, { maxLength: 3 }), leaf),
        'k/k': leaf,
        7: leaf,
      },
      { requiredKeys: [] },
    )
    .map((value) =>
      JSON.stringify(value).replace(/^\{/, '{"__proto__":12345678901234567890,"z":1.0e2,').replace(',}', '}'),
    ),
  leaf.map((value) => JSON.stringify(value)),
);

function meant(text: string, changed: BodyChanges): string {
  const document = parseExactJson(text);
  changeBody(document, changed);
  return writeExactJson(document);
}

describe.each(['http', 'rest'] as const)('a body behind the %s engine', (api) => {
  it.each([
    ['around a handler', 'handler'],
    ['in a function before a backend', 'backend'],
  ] as const)('is changed %s to the same bytes, there and back', (_what, to) =>
    fc.assert(
      fc.asyncProperty(changes, changes, body, body, async (asked, answered, sent, given) => {
        const transform: Transform = { request: { body: asked }, response: { any: { body: answered } } };
        const headers = [['content-type', 'application/json']] as const;
        const outcome = await through(
          { api, to, transform },
          { path: '/books/1', headers, body: sent },
          { status: 200, headers, body: given },
        );
        expect(outcome.seen?.body).toBe(meant(sent, asked));
        expect(outcome.answered.body).toBe(meant(given, answered));
      }),
      { numRuns: 60 },
    ),
  );
});
