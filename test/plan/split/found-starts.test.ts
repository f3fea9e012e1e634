import { jwt, lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, issuesOf, specOf } from '../../spec/specs.js';

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

describe('what parts share', () => {
  const shared = (count: number, beginnings: readonly string[]) =>
    Array.from({ length: count }, (_, index) =>
      beginnings.map((beginning) => aRoute(`GET ${beginning}/n${index}`, { to: lambda(`shared/h${index}.ts`) })),
    ).flat();

  it("is counted anew in the gateway's own stack where a further part calls it", () => {
    const own = Array.from({ length: 110 }, (_, index) => aRoute(`GET /${'abcdefgh'[index % 8]}x/n${index}`));
    const others = ['p', 't'].flatMap((letter) =>
      Array.from({ length: 60 }, (_, index) => aRoute(`GET /${letter}/m${index}`, { to })),
    );
    const { split, quotas } = planGateway(specOf([...own, ...others, ...shared(100, ['/p', '/t'])], { edge: {} }));
    expect(split?.parts.length).toBeGreaterThan(1);
    expect(quotas.find(({ name }) => name === 'templateResources')?.used).toBeLessThanOrEqual(500);
  });

  it('has as many parameters in a part as this calls, which parts mend', () => {
    const { quotas } = planGateway(specOf(shared(210, ['/p', '/t'])));
    expect(quotas.find(({ name }) => name === 'templateParameters')?.used).toBeLessThanOrEqual(200);
  });

  it('is refused, and ends, where no start parts what is too much', () => {
    const paths = ['/files/{path+}', '/files/{bucket}/{key+}'];
    const routes = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].flatMap((method, at) =>
      paths.map((path, index) =>
        aRoute(`${method} ${path}`, {
          auth: jwt(`s${at * 2 + index}`, { issuer: 'https://id.example/', audience: `a${at}-${index}` }),
        }),
      ),
    );
    expect(issuesOf(specOf(routes))).toMatchObject([
      { code: 'QUOTA_EXCEEDED', got: '12', fix: expect.stringContaining('let routes share schemes') },
    ]);
  });
});
