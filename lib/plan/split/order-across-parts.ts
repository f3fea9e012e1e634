import { overlap } from '../fall-through-issues.js';
import { bySpecificity } from '../plan-front.js';
import { type PlacedPath, type PlacedRoute, placedPaths, sharedMethod } from './placed-routes.js';

/** Two routes of one type of API in different parts, whose requests would be told apart otherwise than by one API. */
export interface Crossing {
  /**
   * `greedy-first`: an HTTP API looks at full paths before greedy ones, the front at the more specific first.
   * `slash`: with a slash at its end, a request of `route` is one of `greedy` to the front.
   */
  readonly kind: 'greedy-first' | 'slash';
  readonly greedy: PlacedRoute;
  readonly route: PlacedRoute;
}

/** All crossings of a split gateway, one for each two paths. */
export function crossings(routes: readonly PlacedRoute[]): readonly Crossing[] {
  const paths = placedPaths(routes);
  const greedy = paths.filter(isGreedy);
  return greedy.flatMap((one) =>
    paths.flatMap((other) => {
      if (other.part === one.part || other.api !== one.api) return [];
      const kind = crossingOf(one, other);
      const shared = kind && sharedMethod(one, other);
      return shared ? [{ kind, greedy: shared[0], route: shared[1] }] : [];
    }),
  );
}

function crossingOf(greedy: PlacedPath, other: PlacedPath): Crossing['kind'] | undefined {
  if (isGreedy(other)) return isMoreSpecific(other, greedy) && takesSlash(greedy, other) ? 'slash' : undefined;
  if (greedy.api === 'http')
    return isMoreSpecific(greedy, other) && overlap(greedy.segments, other.segments) ? 'greedy-first' : undefined;
  return takesSlash(greedy, other) && (isMoreSpecific(other, greedy) || isAllOf(greedy, other)) ? 'slash' : undefined;
}

function isGreedy({ segments }: PlacedPath): boolean {
  return segments.at(-1)?.kind === 'greedy';
}

function isMoreSpecific(one: PlacedPath, other: PlacedPath): boolean {
  return bySpecificity(one, other) < 0;
}

/** Whether the greedy path takes the other with a slash at its end; of another greedy path, what stands before its parameter. */
function takesSlash(greedy: PlacedPath, other: PlacedPath): boolean {
  const before = greedy.segments.slice(0, -1);
  const plain = isGreedy(other) ? other.segments.slice(0, -1) : other.segments;
  const least = before.length + Number(isGreedy(other));
  return plain.length >= Math.max(1, least) && overlap(before, plain.slice(0, before.length));
}

/** `/a` is all that stands before the parameter of `/a/{path+}`. */
function isAllOf(greedy: PlacedPath, other: PlacedPath): boolean {
  return other.segments.length === greedy.segments.length - 1;
}
