import fc from 'fast-check';
import type { EdgePlan } from '../../../lib/plan/edge-plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, specOf } from '../../spec/specs.js';

export function edgeOf(routes: readonly Route[], more: Partial<GatewaySpec> = {}): EdgePlan {
  const { edge } = planGateway(specOf(routes, { edge: {}, ...more }));
  if (!edge) throw new Error('there is no edge');
  return edge;
}

/** A pattern as CloudFront reads it: `*` for any text, `?` for one character. */
export function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[.\\^$+{}()|[\]]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(path);
}

export function behaviourFor(edge: EdgePlan, path: string): EdgePlan['behaviours'][number] | undefined {
  return edge.behaviours.find(({ pattern }) => matches(pattern, path));
}

/** Below one resource, a REST API has one kind of parameter; an HTTP API may have both. */
function pathOf(steps: readonly string[], isRest: boolean): string {
  let path = '';
  for (const step of steps) {
    const depth = path.split('/').length;
    const isParameter = step.startsWith('{');
    const isGreedy = isRest ? path.length % 3 === 2 : step === '{+}';
    path += `/${isParameter ? (isGreedy ? `{g${depth}+}` : `{p${depth}}`) : step}`;
    if (isParameter && isGreedy) break;
  }
  return path || '/';
}

/** No pattern tells apart what a greedy parameter takes behind another one. */
export function isBehindParameter(path: string): boolean {
  return /\}.*\+\}/.test(path);
}

export interface EdgeCase {
  readonly routes: readonly Route[];
  readonly paths: readonly string[];
}

const arbitraryDraft = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'PUT', 'ANY'),
  steps: fc.array(fc.constantFrom('a', 'b', 'c', '{}', '{+}'), { maxLength: 4 }),
  ttlSeconds: fc.constantFrom(undefined, undefined, 60, 300),
  isRest: fc.boolean(),
});

const arbitraryPaths = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'x', 'a.b'), { maxLength: 6 }), {
  minLength: 4,
  maxLength: 12,
});

/** Routes of both APIs or of one, some of them cached in one of two ways; and paths that they have, and that they have not. */
export const arbitraryCase: fc.Arbitrary<EdgeCase> = fc
  .record({
    apis: fc.constantFrom('http', 'rest', 'both', 'both'),
    drafts: fc.array(arbitraryDraft, { minLength: 1, maxLength: 10 }),
    paths: arbitraryPaths,
  })
  .map(({ apis, drafts, paths }) => {
    const apiOf = new Map<string, 'http' | 'rest'>();
    const placed = drafts.map(({ method, steps, ttlSeconds, isRest: wantsRest }) => {
      const isRest = apis === 'rest' || (apis === 'both' && wantsRest);
      const path = pathOf(steps, isRest);
      const api = apiOf.get(path) ?? (isRest ? 'rest' : 'http');
      apiOf.set(path, api);
      return { method, path, api, ttlSeconds };
    });
    const gets = placed.filter(({ method }) => method === 'GET').map(({ path }) => path);
    const routes = placed.map(({ method, path, api, ttlSeconds }) => {
      const reads = method === 'GET' || (method === 'ANY' && !gets.includes(path));
      const isCached = ttlSeconds !== undefined && reads && !isBehindParameter(path);
      return aRoute(`${method} ${path}`, { api, ...(isCached && { cache: { ttlSeconds } }) });
    });
    const unique = [...new Map(routes.map((route) => [route.pattern, route])).values()];
    return { routes: unique, paths: paths.map((segments) => `/${segments.join('/')}`) };
  });

/** Paths of the case, and those that its routes are made for, with and without something behind. */
export function pathsOf({ routes, paths }: EdgeCase): readonly string[] {
  const own = routes.map(({ path }) => path.replace(/\{[^}]+\}/g, 'x'));
  return [
    ...new Set([
      ...paths,
      ...own,
      ...own.flatMap((path) => (path === '/' ? [] : [`${path}/`, `${path}/b`, `${path}/x/a`])),
    ]),
  ];
}
