import fc from 'fast-check';
import { authorizer, lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { localRouting } from '../../edge/local-routing.js';
import { type AnyRouteProps, aRoute, issuesOf, specOf } from '../../spec/specs.js';
import { arbitraryCase, behaviourFor, type EdgeCase, pathsOf } from './edges.js';

const members = authorizer('members', lambda('authorizers/members.ts'), { identity: { headers: ['authorization'] } });
const cache = { ttlSeconds: 60 };
const own = { cache: { ...cache, vary: { headers: ['authorization'] } }, auth: members };

type Given = readonly [pattern: string, props?: AnyRouteProps];

const found = (...routes: readonly Given[]) =>
  issuesOf(
    specOf(
      routes.map(([pattern, props]) => aRoute(pattern, props)),
      { edge: {} },
    ),
  )
    .filter(({ code }) => code === 'CACHE_HEAD')
    .map(({ place }) => place);

describe('HEAD of a cached GET', () => {
  it.each<[string, readonly Given[], string]>([
    [
      'ANY beside it',
      [
        ['GET /a', { cache }],
        ['ANY /a', { auth: members }],
      ],
      "routes['GET /a'].cache",
    ],
    [
      'a greedy ANY behind it',
      [
        ['GET /a', { cache }],
        ['ANY /{p+}', { auth: members }],
      ],
      "routes['GET /a'].cache",
    ],
    [
      'a greedy ANY of the other API',
      [
        ['GET /a', { cache }],
        ['ANY /{p+}', { auth: members, api: 'rest' }],
      ],
      "routes['GET /a'].cache",
    ],
    [
      'a greedy ANY behind it on a REST API',
      [
        ['GET /a', { cache, api: 'rest' }],
        ['ANY /{p+}', { auth: members, api: 'rest' }],
      ],
      "routes['GET /a'].cache",
    ],
    [
      'HEAD alone on a path before it',
      [
        ['GET /a/{b}', { cache }],
        ['HEAD /a/b', { auth: members }],
      ],
      "routes['HEAD /a/b']",
    ],
    [
      'HEAD beside it with other callers',
      [
        ['GET /a', { cache }],
        ['HEAD /a', { ...own }],
      ],
      "routes['HEAD /a']",
    ],
    ['a public ANY beside one with callers', [['GET /a', own], ['ANY /a']], "routes['GET /a'].cache"],
    ['an uncached HEAD of a cached ANY', [['ANY /a', { cache }], ['HEAD /a']], "routes['HEAD /a']"],
  ])('is refused where it goes to %s', (_title, routes, place) => {
    expect(found(...routes)).toContain(place);
  });

  it.each<[string, readonly Given[]]>([
    ['to ANY of the same callers', [['GET /a', { cache }], ['ANY /a']]],
    [
      'to ANY of the same callers, with their key',
      [
        ['GET /a', own],
        ['ANY /a', { auth: members }],
      ],
    ],
    [
      'to a HEAD of its own',
      [
        ['GET /a', { cache }],
        ['HEAD /a', { cache }],
        ['ANY /{p+}', { auth: members }],
      ],
    ],
    [
      'nowhere',
      [
        ['GET /a', { cache }],
        ['POST /a', { auth: members }],
      ],
    ],
    [
      'where GET of the path goes too',
      [
        ['GET /a/{b}', { cache }],
        ['ANY /a/b', { auth: members }],
      ],
    ],
  ])('is taken where it goes %s', (_title, routes) => {
    expect(found(...routes)).toEqual([]);
  });

  it('never goes to other callers than GET, by the local routing, where the plan takes the routes', () => {
    let held = 0;
    fc.assert(
      fc.property(arbitraryCase, fc.infiniteStream(fc.nat(3)), (given, chances) => {
        const routes = withHeads(given, () => chances.next().value ?? 0);
        const spec = specOf(routes, { edge: {} });
        if (issuesOf(spec).length > 0) return;
        const plan = planGateway(spec);
        const { routeOf } = localRouting(plan);
        const authOf = new Map(routes.map(({ pattern, auth }) => [pattern, auth]));
        for (const path of pathsOf(given)) {
          if (plan.edge && behaviourFor(plan.edge, path)?.cachePolicy === undefined) continue;
          const [get = '', head] = [routeOf('GET', path), routeOf('HEAD', path)];
          if (head === undefined) continue;
          held += 1;
          expect(authOf.get(head), `${path}: ${get}, ${head}`).toBe(authOf.get(get));
        }
      }),
      { numRuns: 400 },
    );
    expect(held).toBeGreaterThan(20);
  });
});

/** The routes of a case, some of which ask for callers, and some of HEAD. */
function withHeads({ routes }: EdgeCase, chance: () => number): EdgeCase['routes'] {
  const heads = [...new Map(routes.map((route) => [route.path, route])).values()].flatMap(({ path, api }) =>
    chance() === 0 ? [aRoute(`HEAD ${path}`, { ...(api && { api }), ...(chance() === 0 && { auth: members }) })] : [],
  );
  const others = routes.map((route) => (route.cache || chance() > 0 ? route : { ...route, auth: members }));
  return [...others, ...heads] as EdgeCase['routes'];
}
