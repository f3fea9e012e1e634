import type { GatewaySpec } from '../../spec/gateway.js';
import { type PathSegment, parsePath } from '../../spec/path.js';
import type { Route } from '../../spec/route.js';
import type { ApiChoices } from '../choose-apis.js';
import { overlap } from '../fall-through-issues.js';
import { goesBefore } from '../goes-before.js';
import type { ApiType } from '../plan.js';
import { type PathTail, tailOf } from './path-regex.js';

interface Located {
  readonly method: string;
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly api: ApiType;
  /** Infinity: bodies of any length. */
  readonly maxBytes: number;
  readonly tail: PathTail;
}

/** A route with `maxBodyBytes`, and those that take some requests of its path and have more room, or no limit. */
export interface LimitedRoute extends Located {
  readonly others: readonly Located[];
}

export function limitedRoutes(spec: GatewaySpec, choices: ApiChoices): readonly LimitedRoute[] {
  const all = spec.routes.flatMap((route) => located(route, choices));
  return all
    .filter(({ maxBytes }) => maxBytes < Number.POSITIVE_INFINITY)
    .map((route) => ({
      ...route,
      others: all.filter((other) => other.maxBytes > route.maxBytes && takesFrom(other, route)).sort(byPath),
    }))
    .sort(byPath);
}

function located(route: Route, choices: ApiChoices): readonly Located[] {
  const parsed = parsePath(route.path);
  if (!parsed.ok) return [];
  const { method, path, maxBodyBytes: maxBytes = Number.POSITIVE_INFINITY } = route;
  const { segments } = parsed;
  return [{ method, path, segments, api: choices.of(route).api, maxBytes, tail: tailOf(segments) }];
}

function byPath(a: Located, b: Located): number {
  return a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1;
}

/** Whether some requests that fit the route are the other's. */
function takesFrom(other: Located, route: Located): boolean {
  if (other.method !== route.method && other.method !== 'ANY' && route.method !== 'ANY') return false;
  // Most pairs of a large gateway end here.
  if (partsAtOnce(other, route) || !overlap(other.segments, route.segments)) return false;
  if (isSameShape(other, route)) return route.method === 'ANY' && other.method !== 'ANY';
  return goesBefore(other, route);
}

function partsAtOnce({ segments: [a] }: Located, { segments: [b] }: Located): boolean {
  return a?.kind === 'literal' && b?.kind === 'literal' && a.text !== b.text;
}

function isSameShape(a: Located, b: Located): boolean {
  return a.tail.strict === b.tail.strict;
}
