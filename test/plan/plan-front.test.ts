import fc from 'fast-check';
import { apiKey, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { FrontPlan } from '../../lib/plan/plan.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { aRoute, specOf } from '../spec/specs.js';
import { arbitraryRoutes } from './random-routes.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const frontOf = (paths: readonly string[], onRest: readonly string[] = []) =>
  planGateway(specOf(paths.map((path) => aRoute(`GET ${path}`, onRest.includes(path) ? { auth: keys } : {})))).front;

/** Whether a pattern takes a concrete path; a variable takes one segment that is not empty, a greedy one the rest. */
function takes(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.]/g, '\\.')
    .replace(/\{[^}]+\+\}/g, '.+')
    .replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${source}$`).test(path);
}

const firstMatch = (front: FrontPlan, path: string) => front.paths.find((one) => takes(one.path, path));

describe('one address for two APIs', () => {
  it('lists the most specific path first', () => {
    const paths = ['/{p2+}', '/a/{p3}', '/', '/a/b', '/a', '/{p2}/x', '/a/{p3}/y', '/{p2}/x/z'];
    const http = paths.filter((path) => path !== '/{p2+}');
    expect(frontOf(paths, ['/a/b']).paths.map(({ path }) => path)).toEqual([
      '/a/b',
      '/a/{p3}/y',
      '/a/{p3}',
      '/a',
      '/{p2}/x/z',
      '/{p2}/x',
      '/{p2+}',
      '/',
    ]);
    expect(frontOf(http).kind).toBe('single');
  });

  it.each([
    ['one HTTP API', ['/a', '/b'], [], 'single'],
    ['one REST API', ['/a', '/b'], ['/a', '/b'], 'single'],
    ['both', ['/a', '/b'], ['/b'], 'by-path'],
  ])('knows %s', (_title, paths, onRest, kind) => {
    expect(frontOf(paths, onRest).kind).toBe(kind);
  });

  it('lists each path once, with the API of all its methods', () => {
    const routes = [aRoute('GET /a', { auth: keys }), aRoute('POST /a'), aRoute('ANY /b')];
    const { front } = planGateway(specOf(routes));
    expect(front.paths).toEqual([
      { path: '/a', api: 'rest' },
      { path: '/b', api: 'http' },
    ]);
  });

  const concrete = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'x.y'), { maxLength: 5 })
    .map((segments) => `/${segments.join('/')}`);

  it('sends any path to the API of the route that the resource tree leads to', () => {
    fc.assert(
      fc.property(arbitraryRoutes, fc.array(concrete, { minLength: 1, maxLength: 8 }), (routes, paths) => {
        const plan = planGateway(specOf(routes));
        const owners = new Map(plan.routes.map((route) => [route.path, route.api]));
        for (const path of paths) {
          const led = treeMatch([...owners.keys()], path);
          expect(firstMatch(plan.front, path)?.path, path).toBe(led);
          expect(firstMatch(plan.front, path)?.api, path).toBe(led === undefined ? undefined : owners.get(led));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('sends the own path of each route to its API', () => {
    fc.assert(
      fc.property(arbitraryRoutes, (routes) => {
        const plan = planGateway(specOf(routes));
        for (const route of plan.routes) {
          const path = route.path.replace(/\{[^}]+\}/g, 'zz');
          const api: string | undefined = firstMatch(plan.front, path)?.api;
          expect(api).toBe(route.api);
        }
      }),
      { numRuns: 100 },
    );
  });
});

/**
 * "A method request against a specific resource takes precedence over one against a generic resource at the same level
 * of the resource hierarchy": level by level a literal, else a variable, else the rest, with a way back.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
function treeMatch(patterns: readonly string[], path: string): string | undefined {
  const segmentsOf = (text: string) => text.split('/').slice(1);
  const walk = (candidates: readonly string[], rest: readonly string[], depth: number): string | undefined => {
    const [segment, ...later] = rest;
    const at = (pattern: string) => segmentsOf(pattern)[depth];
    if (segment === undefined) return candidates.find((pattern) => at(pattern) === undefined);
    const literal = candidates.filter((pattern) => at(pattern) === segment);
    const variable = candidates.filter((pattern) => /^\{[^+]+\}$/.test(at(pattern) ?? '') && segment !== '');
    const greedy = candidates.find((pattern) => at(pattern)?.endsWith('+}') && rest.join('/') !== '');
    return (
      (literal.length > 0 ? walk(literal, later, depth + 1) : undefined) ??
      (variable.length > 0 ? walk(variable, later, depth + 1) : undefined) ??
      greedy
    );
  };
  return walk(patterns, segmentsOf(path), 0);
}
