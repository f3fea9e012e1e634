import type { PlacedPath } from './placed-routes.js';

/** Paths by their segments. */
export interface PathTree {
  readonly literals: Map<string, PathTree>;
  parameter?: PathTree;
  /** What ends here, and what begins a greedy parameter here. */
  readonly full: PlacedPath[];
  readonly greedy: PlacedPath[];
  /** Of all that is here and below. */
  readonly parts: Set<string | undefined>;
}

export function pathTree(paths: readonly PlacedPath[]): PathTree {
  const root = emptyTree();
  for (const path of paths) enter(root, path);
  return root;
}

const emptyTree = (): PathTree => ({ literals: new Map(), full: [], greedy: [], parts: new Set() });

function enter(root: PathTree, path: PlacedPath): void {
  let node = root;
  node.parts.add(path.part);
  for (const { kind, text } of path.segments) {
    if (kind === 'greedy') {
      node.greedy.push(path);
      return;
    }
    const next: PathTree = (kind === 'literal' ? node.literals.get(text) : node.parameter) ?? emptyTree();
    if (kind === 'literal') node.literals.set(text, next);
    else node.parameter = next;
    node = next;
    node.parts.add(path.part);
  }
  node.full.push(path);
}

function childrenOf({ literals, parameter }: PathTree): readonly PathTree[] {
  return [...literals.values(), ...(parameter ? [parameter] : [])];
}

/** Which of a greedy path and another comes first, as far as both are known. */
export type First = 'unknown' | 'greedy' | 'other';

/** Where a greedy path's parameter begins, of all other paths that go so far: literals come before parameters. */
export function reached(root: PathTree, { segments }: PlacedPath): readonly (readonly [PathTree, First])[] {
  let places: readonly (readonly [PathTree, First])[] = [[root, 'unknown']];
  for (const segment of segments.slice(0, -1)) {
    places = places.flatMap(([node, first]) => {
      const { literals, parameter } = node;
      if (segment.kind === 'parameter') {
        const others = [...literals.values()].map((next) => [next, decided(first, 'other')] as const);
        return parameter ? [...others, [parameter, first] as const] : others;
      }
      const same = literals.get(segment.text);
      return [
        ...(same ? [[same, first] as const] : []),
        ...(parameter ? [[parameter, decided(first, 'greedy')] as const] : []),
      ];
    });
  }
  return places;
}

function decided(first: First, next: First): First {
  return first === 'unknown' ? next : first;
}

/** All below a node that is in another part than this. */
export function below(node: PathTree, part: string | undefined): readonly PathTree[] {
  return childrenOf(node).flatMap((child) => {
    const isElsewhere = child.parts.size > 1 || !child.parts.has(part);
    return isElsewhere ? [child, ...below(child, part)] : [];
  });
}
