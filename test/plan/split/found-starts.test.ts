import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, specOf } from '../../spec/specs.js';

const to = lambda('one.ts');
/** So many routes below each beginning. */
const planOf = (counts: Readonly<Record<string, number>>) =>
  planGateway(
    specOf(
      Object.entries(counts).flatMap(([beginning, count]) =>
        Array.from({ length: count }, (_, index) =>
          aRoute(`GET ${beginning}${'abcdefghij'[index % 10]}${index}`, { to }),
        ),
      ),
    ),
  );
const sizesOf = ({ routes, apis }: ReturnType<typeof planOf>) =>
  apis.map(({ id, part }) => [id, routes.filter((route) => route.part === part).length]);

describe('parts that are found', () => {
  it.each<[string, Readonly<Record<string, number>>, readonly (readonly [string, number])[]]>([
    [
      'two words',
      { '/books/': 200, '/orders/': 200 },
      [
        ['http', 200],
        ['http-o', 200],
      ],
    ],
    [
      'what all paths begin with',
      { '/api/v1/': 301 },
      [
        ['http', 211],
        ['http-api_v1_h', 90],
      ],
    ],
    [
      'small words beside large ones',
      { '/o': 1, '/orders/': 290, '/p': 1, '/a': 1, '/z': 9 },
      [
        ['http', 293],
        ['http-v', 9],
      ],
    ],
    [
      'a word that is too large alone',
      { '/a/': 60, '/orders/': 400, '/z/': 60 },
      [
        ['http', 60],
        ['http-o', 280],
        ['http-orders_h', 180],
      ],
    ],
  ])('of %s are as few as halves allow', (_title, counts, sizes) => {
    expect(sizesOf(planOf(counts))).toEqual(sizes);
  });

  it('stay where they are while others come', () => {
    const [before, after] = [{ '/api/v1/': 320 }, { '/api/v1/': 320, '/about/': 5, '/zoo/': 90 }].map(planOf);
    const places = new Map(after?.routes.map(({ id, part }) => [id, part]));
    for (const { id, part } of before?.routes ?? []) expect([id, places.get(id)]).toEqual([id, part]);
  });
});
