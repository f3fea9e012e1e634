import { type PathSegment, parsePath } from '../spec/path.js';
import type { FrontPlan, RoutePlan } from './plan.js';
import { apiIdOf } from './split/api-id.js';

/** One address for the gateway. Paths, not methods, decide: that is what CloudFront and domains can tell apart. */
export function planFront(routes: readonly RoutePlan[]): FrontPlan {
  const owners = new Map(routes.map((route) => [route.path, apiIdOf(route)]));
  const paths = [...owners]
    .map(([path, api]) => ({ path, api, segments: segmentsOf(path) }))
    .sort(bySpecificity)
    .map(({ path, api }) => ({ path, api }));
  if (new Set(owners.values()).size === 1) return { kind: 'single', because: 'all routes are on one API', paths };
  const because = `${reasonFor(routes)}; every path belongs to one API with all its methods, the most specific path deciding`;
  return { kind: 'by-path', because, paths };
}

function reasonFor(routes: readonly RoutePlan[]): string {
  const types = new Set(routes.map(({ api }) => api)).size > 1 ? ['the routes need both API types'] : [];
  const parts = routes.some(({ part }) => part !== undefined) ? ['the gateway is split into parts'] : [];
  return [...types, ...parts].join(', and ');
}

interface FrontPath {
  readonly path: string;
  readonly segments: readonly PathSegment[];
}

const RANK: Record<PathSegment['kind'], number> = { literal: 0, parameter: 1, greedy: 2 };

/** Literal before parameter before greedy, segment by segment; then the longer; then by name. */
export function bySpecificity(a: FrontPath, b: FrontPath): number {
  const { segments: left } = a;
  const { segments: right } = b;
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = rank(left[i]) - rank(right[i]);
    if (difference !== 0) return difference;
  }
  return right.length - left.length || (a.path < b.path ? -1 : 1);
}

function rank(segment: PathSegment | undefined): number {
  return segment ? RANK[segment.kind] : 0;
}

function segmentsOf(path: string): readonly PathSegment[] {
  const parsed = parsePath(path);
  return parsed.ok ? parsed.segments : [];
}
