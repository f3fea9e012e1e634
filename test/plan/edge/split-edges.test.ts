import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { edgeFunction } from '../../edge/run-edge-function.js';
import { aRoute, specOf } from '../../spec/specs.js';
import { edgeOf } from './edges.js';
import { crossedRoutes, everySeventhKeyed, flatRoutes, prefixedRoutes } from './large-gateways.js';

const minute = { cache: { ttlSeconds: 60 } };
const rest = { api: 'rest' } as const;
const originOf =
  (code: string) =>
  (path: string, method = 'GET') =>
    edgeFunction(code)(method, path).origin;

describe('an edge in front of parts', () => {
  it('has each part by the paths that are in it, and what is in none by the default origin', () => {
    const { behaviours, origins, defaultOrigin } = edgeOf(
      [aRoute('GET /'), aRoute('GET /books'), aRoute('GET /orders'), aRoute('GET /orgs', minute)],
      { split: { from: ['/b', '/o'] } },
    );
    expect(origins.map(({ id }) => id)).toEqual(expect.arrayContaining(['http', 'http-b', 'http-o']));
    expect(defaultOrigin).toBe('http');
    expect(behaviours.map(({ pattern, origin, cachePolicy }) => [pattern, origin, !!cachePolicy])).toEqual([
      ['/books', 'http-b', false],
      ['/books/*', 'http-b', false],
      ['/orders', 'http-o', false],
      ['/orders/*', 'http-o', false],
      ['/orgs', 'http-o', true],
      ['/orgs/*', 'http-o', false],
    ]);
  });

  it('has parts of deeper paths chosen by the function, segment by segment', () => {
    const { function: fn } = edgeOf(
      [
        aRoute('GET /repos/{owner}/{repo}'),
        aRoute('GET /repos/{owner}/{repo}/issues'),
        aRoute('GET /repos/{owner}/{repo}/pulls'),
      ],
      { split: { from: ['/repos/{}/{}/i', '/repos/{}/{}/p'] } },
    );
    expect(fn.choosesOrigin).toBe(true);
    const origin = originOf(fn.code);
    expect(origin('/repos/a/b/issues')).toBe('http-repos_any_any_i');
    expect(origin('/repos/a/b/pulls/')).toBe('http-repos_any_any_p');
    for (const path of ['/repos/a/b', '/repos/issues/issues', '/repos/a']) expect(origin(path)).toBe('http');
  });

  it('sends what no route takes to the main API of the part that it begins like', () => {
    const routes = [
      aRoute('GET /'),
      ...['a', 'b', 'c'].map((name) => aRoute(`GET /orders/{id}/${name}`)),
      aRoute('GET /orders/{id}/keyed', rest),
    ];
    const origin = originOf(edgeOf(routes, { split: { from: ['/o'] } }).function.code);
    expect(
      ['/orders/1/d', '/orders', '/orders/1/keyed', '/orders/1/keyed/x', '/x'].map((path) => origin(path)),
    ).toEqual(['http-o', 'http-o', 'rest-o', 'rest-o', 'http']);
  });

  it('tells methods apart where a parameter of another part takes what a path lacks', () => {
    const routes = [aRoute('GET /books'), aRoute('POST /{shop}'), aRoute('GET /{shop}')];
    const origin = originOf(edgeOf(routes, { split: { from: ['/b', '/{}'] } }).function.code);
    expect([origin('/books'), origin('/books', 'POST'), origin('/booksellers')]).toEqual([
      'http-b',
      'http-any',
      'http-any',
    ]);
  });

  it('sends what a greedy path of the root takes to the last part, and no path of others', () => {
    const routes = ['/a', '/o/{id}', '/{rest+}'].map((path) => aRoute(`GET ${path}`));
    const origin = originOf(edgeOf(routes, { split: { from: ['/o', '/{}'] } }).function.code);
    expect(['/a', '/o/1', '/o', '/a/b', '/', '/x'].map((path) => origin(path))).toEqual([
      'http',
      'http-o',
      'http-any',
      'http-any',
      'http-any',
      'http-any',
    ]);
  });

  it('compiles no expression for a request', () => {
    const { code } = edgeOf(crossedRoutes(40), { split: { from: ['/b', '/{}'] } }).function;
    expect(code).toContain('function choose(');
    expect(code).not.toMatch(/RegExp\(|new /);
  });
});

describe('a large gateway that is split by quota', () => {
  it.each<[string, readonly Route[], { readonly apis: number; readonly behaviours: number; readonly bytes: number }]>([
    ['1,000 routes of 25 prefixes', prefixedRoutes(1_000), { apis: 4, behaviours: 40, bytes: 1_000 }],
    ['5,000 routes of 25 prefixes', prefixedRoutes(5_000), { apis: 25, behaviours: 50, bytes: 1_000 }],
    ['1,000 on both types of API', prefixedRoutes(1_000, everySeventhKeyed), { apis: 8, behaviours: 0, bytes: 4_000 }],
    ['5,000 on both types of API', prefixedRoutes(5_000, everySeventhKeyed), { apis: 50, behaviours: 0, bytes: 7_000 }],
    ['1,000 first segments', flatRoutes(1_000), { apis: 5, behaviours: 10, bytes: 1_000 }],
    ['1,000 first segments on both', flatRoutes(1_000, everySeventhKeyed), { apis: 8, behaviours: 0, bytes: 2_500 }],
  ])('has room for %s', (_title, routes, { apis, behaviours, bytes }) => {
    const plan = planGateway(specOf(routes, { edge: { origin: { closedBy: 'none' } } }));
    expect(plan.split?.chosenBy).toBe('quota');
    expect(plan.apis).toHaveLength(apis);
    expect(plan.edge?.behaviours.length).toBeLessThanOrEqual(behaviours);
    expect(Buffer.byteLength(plan.edge?.function.code ?? '')).toBeLessThan(bytes);
  });
});
