import fc from 'fast-check';
import { apiKey, lambda, type Route, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { apiIdOf } from '../../../lib/plan/split/api-id.js';
import type { Split } from '../../../lib/spec/split.js';
import { frontRule } from '../../edge/front-rule.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';
import { localFront } from './local-front.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const routesOf = (patterns: readonly string[]) => patterns.map((pattern) => aRoute(pattern));
const codesOf = (routes: readonly Route[], settings: SpecSettings) =>
  issuesOf(specOf(routes, settings)).map(({ code }) => code);
const warningsOf = (routes: readonly Route[], settings: SpecSettings) =>
  planGateway(specOf(routes, { edge: {}, ...settings })).warnings.map(({ code }) => code);

describe('a greedy path of an HTTP API, and a full one that it overlaps', () => {
  const split: Split = { from: ['/a', '/{}'] };

  it.each<[string, readonly string[], Split, readonly string[]]>([
    ['in two parts', ['GET /a/{rest+}', 'GET /{x}/b'], split, ['SPLIT_ORDER']],
    ['with methods that meet in ANY', ['ANY /a/{rest+}', 'POST /{x}/b'], split, ['SPLIT_ORDER']],
    ['of other methods', ['GET /a/{rest+}', 'POST /{x}/b'], split, []],
    ['that never meet', ['GET /a/{rest+}', 'GET /{x}'], split, []],
    ['in one part', ['GET /a/{rest+}', 'GET /{x}/b'], { parts: { all: ['/'] } }, []],
    ['of which the full one is more specific', ['GET /{rest+}', 'GET /a/b'], split, []],
    ['deeper', ['GET /a/b/{rest+}', 'GET /a/{x}/c/d'], { from: ['/a/b', '/a/{}'] }, ['SPLIT_ORDER']],
    ['of which two are greedy', ['GET /a/{rest+}', 'GET /{rest+}'], split, []],
  ])('%s', (_title, patterns, stated, codes) => {
    expect(codesOf(routesOf(patterns), { split: stated })).toEqual(codes);
  });

  it('are named, with their parts and the way out', () => {
    const [issue] = issuesOf(specOf(routesOf(['GET /a/{rest+}', 'GET /{x}/b', 'GET /{x}/c']), { split }));
    expect(issue).toMatchObject({
      code: 'SPLIT_ORDER',
      place: "routes['GET /a/{rest+}']",
      message: expect.stringContaining('looks at GET /{x}/b before GET /a/{rest+}'),
      got: '"GET /a/{rest+} in the part a, GET /{x}/b in the part any"',
      fix: expect.stringContaining("put both into one part: split: { parts: { NAME: ['/a', '/{x}'], … } }"),
    });
  });

  it('are an issue where the planner finds the parts, and none in one stack', () => {
    const others = Array.from({ length: 300 }, (_, index) => aRoute(`GET /r/${index}`, { to: lambda('r.ts') }));
    const many = [...others, ...routesOf(['GET /a/{rest+}', 'GET /{x}/b'])];
    expect(codesOf(many, {})).toEqual(['SPLIT_ORDER']);
    expect(codesOf(many, { quotas: { httpRoutes: 302 } })).toEqual([]);
  });

  it.each([
    [
      ['GET /a/b/{rest+}', 'GET /a/{x}/c/d'],
      ['/a/b', '/a/{x}'],
    ],
    [
      ['GET /a/{rest+}', 'GET /{x}/b'],
      ['/a', '/{x}'],
    ],
  ])('%j are mended by the parts that the issue names', (patterns, prefixes) => {
    const from = ['/a', '/a/b', '/a/{}', '/{}'];
    const [issue] = issuesOf(specOf(routesOf(patterns), { split: { from } }));
    expect(issue?.fix).toContain(`NAME: [${prefixes.map((prefix) => `'${prefix}'`).join(', ')}]`);
    expect(codesOf(routesOf(patterns), { split: { parts: { one: prefixes } } })).toEqual([]);
  });

  it('are no issue of REST APIs, which go by the more specific path as the front does', () => {
    expect(codesOf(routesOf(['GET /a/{rest+}', 'GET /{x}/b']), { split, api: 'rest' })).toEqual([]);
  });
});

describe('a path of a REST API with a slash at its end, which the front gives to a greedy one', () => {
  const rest = { api: 'rest', split: { from: ['/{}'] } } as const;

  it('is a warning where both let the same in', () => {
    expect(warningsOf(routesOf(['GET /a', 'GET /{rest+}']), rest)).toEqual(['SPLIT_SLASH']);
    expect(warningsOf(routesOf(['GET /a/{rest+}', 'GET /b']), { ...rest, split: { from: ['/b'] } })).toEqual([]);
  });

  it('is an issue where the greedy one lets others in', () => {
    const routes = [aRoute('GET /admin', { auth: keys }), aRoute('ANY /{rest+}')];
    expect(issuesOf(specOf(routes, rest))).toMatchObject([
      { code: 'SPLIT_ORDER', fix: expect.stringContaining("NAME: ['/', '/admin']") },
    ]);
    expect(codesOf(routes, { api: 'rest', split: { parts: { all: ['/'] } } })).toEqual([]);
  });

  it('is another path to an HTTP API with and without parts', () => {
    expect(warningsOf(routesOf(['GET /a', 'GET /{rest+}']), { split: { from: ['/{}'] } })).toEqual([]);
  });
});

const METHODS = ['GET', 'POST', 'ANY'];
/** One name for the parameters of a depth; of a REST API, one kind below each parent. */
const pathOf = (steps: readonly string[], isRest: boolean) => {
  let path = '';
  for (const [depth, step] of steps.entries()) {
    const isGreedy = isRest ? path.length % 3 === 2 : step === '{+}';
    path += step.startsWith('{') ? `/{p${depth}${isGreedy ? '+' : ''}}` : `/${step}`;
    if (path.endsWith('+}')) break;
  }
  return path || '/';
};
const SPLITS: readonly Split[] = [
  { from: ['/a', '/b', '/{}'] },
  { from: ['/ab'] },
  { from: ['/a/', '/a/b', '/a/{}', '/ab/'] },
  { from: ['/a/ab'] },
  { from: ['/{}', '/{}/a', '/{}/{}'] },
  { from: ['/', '/b/', '/{}/'] },
  { parts: { one: ['/a'] } },
  { parts: { one: ['/a'], two: ['/'] } },
  { parts: { one: ['/a/b'], two: ['/{x}'] } },
];

const arbitraryCase = fc
  .record({
    kind: fc.constantFrom('http', 'rest', 'both'),
    routes: fc.array(
      fc.record({
        method: fc.constantFrom(...METHODS),
        steps: fc.array(fc.constantFrom('a', 'b', 'ab', '{}', '{+}'), { maxLength: 3 }),
      }),
      { minLength: 2, maxLength: 9 },
    ),
    split: fc.constantFrom(...SPLITS),
    requests: fc.array(
      fc.record({
        method: fc.constantFrom('GET', 'POST', 'DELETE'),
        path: fc
          .tuple(fc.array(fc.constantFrom('a', 'b', 'ab', 'c'), { maxLength: 4 }), fc.boolean())
          .map(([segments, slash]) => `/${segments.join('/')}${slash && segments.length > 0 ? '/' : ''}`),
      }),
      { minLength: 10, maxLength: 30 },
    ),
  })
  .map(({ kind, routes, ...rest }) => {
    const made = routes.map(({ method, steps }) => {
      const path = pathOf(steps, kind !== 'http');
      const api = kind === 'both' ? (path.length % 2 === 0 ? 'http' : 'rest') : (kind as 'http' | 'rest');
      return aRoute(`${method} ${path}`, { api });
    });
    return { ...rest, routes: [...new Map(made.map((route) => [route.pattern, route])).values()] };
  });

describe('any split', () => {
  it('that is not refused gives every request to the route that has it without the split', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryCase, ({ routes, split, requests }) => {
        fc.pre(codesOf(routes, { split: false }).length === 0 && codesOf(routes, { split }).length === 0);
        const one = planGateway(specOf(routes, { split: false }));
        const parted = planGateway(specOf(routes, { split }));
        const [inOne, inParts, rule] = [localFront(one), localFront(parted), frontRule(parted)];
        const apiOf = new Map(parted.routes.map((route) => [route.id, apiIdOf(route)]));
        const hasSlashes = parted.warnings.some(({ code }) => code === 'SPLIT_SLASH');
        for (const { method, path } of requests) {
          if (path.endsWith('/') && path !== '/' && hasSlashes) continue;
          expect([method, path, inParts(method, path)]).toEqual([method, path, inOne(method, path)]);
          const route = inOne(method, path);
          if (route === undefined) continue;
          expect([method, path, rule(method, path)]).toEqual([method, path, apiOf.get(route)]);
          if (parted.apis.length > one.apis.length) compared += 1;
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(150);
  });

  it('that is refused for its order of full and greedy paths would change some request', () => {
    // With all that overlap of one method each, so that no other route stands before the two.
    const [greedy, full] = ['GET /a/{p1+}', 'GET /{p0}/b'];
    const one = planGateway(specOf(routesOf([greedy, full])));
    const parted = {
      apis: ['http-a', 'http-any'].map((id) => ({ id, type: 'http', stage: '$default', because: '' }) as const),
      routes: one.routes.map((route) => ({ ...route, part: route.id === greedy ? 'a' : 'any' })),
    };
    expect([localFront(one)('GET', '/a/b'), localFront(parted)('GET', '/a/b')]).toEqual([full, greedy]);
  });
});
