import { below, type First, type PathTree, pathTree, reached } from './path-tree.js';
import { meetings, type PlacedPath, type PlacedRoute, placedPaths } from './placed-routes.js';

/** Two paths of one type of API in different parts, whose requests would be told apart otherwise than by one API. */
export interface Crossing {
  /**
   * `greedy-first`: an HTTP API looks at full paths before greedy ones, the front at the more specific first.
   * `slash`: with a slash at its end, a request of `route` is one of `greedy` to the front.
   */
  readonly kind: 'greedy-first' | 'slash';
  /** One for each method that both have. */
  readonly meetings: readonly [Meeting, ...Meeting[]];
}

/** A route of the greedy path, and the one of the other that takes the same method. */
export interface Meeting {
  readonly greedy: PlacedRoute;
  readonly route: PlacedRoute;
}

/** All crossings of a split gateway, one for each two paths, whatever order its routes stand in. */
export function crossings(routes: readonly PlacedRoute[]): readonly Crossing[] {
  const paths = placedPaths(routes);
  return (['http', 'rest'] as const).flatMap((api) => {
    const own = paths.filter((path) => path.api === api);
    const tree = pathTree(own);
    return own.filter(({ segments }) => segments.at(-1)?.kind === 'greedy').flatMap((path) => crossingsOf(path, tree));
  });
}

function crossingsOf(greedy: PlacedPath, tree: PathTree): readonly Crossing[] {
  return reached(tree, greedy).flatMap(([node, first]) => {
    const deeper = below(node, greedy.part);
    return [
      ...meeting(greedy, takenFirst(greedy, first, deeper), 'greedy-first'),
      ...meeting(greedy, withSlash(greedy, first, node, deeper), 'slash'),
    ];
  });
}

/** Full paths behind a greedy one, before which an HTTP API looks at them. */
function takenFirst({ api }: PlacedPath, first: First, deeper: readonly PathTree[]): readonly PlacedPath[] {
  return api === 'http' && first === 'greedy' ? deeper.flatMap(({ full }) => full) : [];
}

/**
 * Paths which, with a slash at their end, the greedy one takes before they are looked up without it. To an HTTP API that
 * is another path, but for what stands before a greedy parameter: there the parameter would be empty.
 */
function withSlash(
  { api }: PlacedPath,
  first: First,
  node: PathTree,
  deeper: readonly PathTree[],
): readonly PlacedPath[] {
  const own = api === 'rest' ? node.full.filter(({ segments }) => segments.length > 0) : [];
  if (first === 'greedy') return own;
  return [...own, ...deeper.flatMap(({ full, greedy }) => (api === 'rest' ? [...full, ...greedy] : greedy))];
}

function meeting(path: PlacedPath, others: readonly PlacedPath[], kind: Crossing['kind']): readonly Crossing[] {
  return others.flatMap((other) => {
    if (other.part === path.part) return [];
    const [first, ...more] = meetings(path, other).map(([greedy, route]) => ({ greedy, route }));
    return first ? [{ kind, meetings: [first, ...more] as const }] : [];
  });
}
