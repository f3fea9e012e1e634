import fc from 'fast-check';
import type { EdgePlan } from '../../../lib/plan/edge-plan.js';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { GREEDY, pathTokens } from '../../../lib/spec/path-tokens.js';
import type { Route } from '../../../lib/spec/route.js';
import type { Split } from '../../../lib/spec/split.js';
import { aRoute, issuesOf, specOf } from '../../spec/specs.js';

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

/** Some of them begin with others, so that parts may start within a word, and some do not. */
const TEXTS = ['a', 'b', 'ab', 'abc', 'ba'];
const STRANGE = ['c', 'x', 'a.b', 'abd'];

const arbitraryDraft = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'PUT', 'ANY'),
  steps: fc.array(fc.constantFrom(...TEXTS, '{}', '{}', '{+}'), { maxLength: 4 }),
  ttlSeconds: fc.constantFrom(undefined, undefined, 60, 300),
  isRest: fc.boolean(),
});

const arbitraryPaths = fc.array(fc.array(fc.constantFrom(...TEXTS, ...STRANGE), { maxLength: 6 }), {
  minLength: 4,
  maxLength: 12,
});

/** No split, one that starts where some paths do and where they go on, one by names of what some routes begin with. */
export const arbitrarySplits: Readonly<Record<string, fc.Arbitrary<(given: EdgeCase) => Split | undefined>>> = {
  'is one stack': fc.constant(() => undefined),
  'is split from starts': fc
    .array(fc.record({ path: fc.nat(99), length: fc.nat(9) }), { minLength: 1, maxLength: 6 })
    .map((picked) => ({ routes, paths }: EdgeCase): Split => {
      const all = [...routes.map(({ path }) => path), ...paths];
      const starts = picked.map(({ path, length }) => startOf(all[path % all.length] ?? '/', length));
      return { from: [...new Set(starts)] };
    }),
  'is split by names': fc
    .array(fc.record({ route: fc.nat(9), depth: fc.nat(3) }), { minLength: 1, maxLength: 4 })
    .map((picked) => ({ routes }: EdgeCase): Split => {
      const prefixes = picked.map(({ route, depth }) => prefixOf(routes[route % routes.length]?.path ?? '/', depth));
      return { parts: Object.fromEntries([...new Set(prefixes)].map((prefix, at) => [`part-${at}`, [prefix]])) };
    }),
};

/** In the middle of a word or behind it, at a parameter or below it. */
function startOf(path: string, length: number): string {
  const tokens = pathTokens(path).filter((token) => token !== GREEDY);
  return tokens.slice(0, 1 + (length % tokens.length)).join('');
}

function prefixOf(path: string, depth: number): string {
  const segments = path.split('/').filter((segment) => segment !== '' && !segment.endsWith('+}'));
  return `/${segments.slice(0, depth).join('/')}`;
}

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

/** The plan of a case with an edge; a split that its routes do not take is not looked at. */
export function planOf(
  given: EdgeCase,
  splitOf: (given: EdgeCase) => Split | undefined,
): Plan & { readonly edge: EdgePlan } {
  const split = splitOf(given);
  const spec = specOf(given.routes, { edge: {}, ...(split && { split }) });
  fc.pre(issuesOf(spec).every(({ code }) => code !== 'SPLIT_ORDER' && code !== 'SPLIT_PART_EMPTY'));
  const { edge, ...plan } = planGateway(spec);
  if (!edge) throw new Error('there is no edge');
  return { ...plan, edge };
}

/** Paths of the case, and those that its routes are made for, with and without something behind: a letter, a slash, segments. */
export function pathsOf({ routes, paths }: EdgeCase): readonly string[] {
  const own = routes.map(({ path }) => path.replace(/\{[^}]+\}/g, 'x'));
  return [
    ...new Set([
      ...paths,
      ...own,
      ...own.flatMap((path) => (path === '/' ? [] : [`${path}/`, `${path}z`, `${path}/b`, `${path}/x/a`])),
    ]),
  ];
}
