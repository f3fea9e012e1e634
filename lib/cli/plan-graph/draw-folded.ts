import type { GraphNode } from './gateway-graph.js';
import { nodeText } from './node-text.js';

/** Boxes of one sort in a picture; those beyond it are one box. */
const MOST_SHOWN = 20;

/** Boxes, and by the key of what is drawn the id of its box. */
export interface Drawn {
  readonly nodes: readonly GraphNode[];
  readonly nodeOf: ReadonlyMap<string, string>;
}

export interface Drawable extends Pick<GraphNode, 'what' | 'name' | 'details'> {
  /** Unique among its sort. */
  readonly key: string;
  /** The busiest are shown; 0 where that means nothing. */
  readonly routes: number;
}

interface Sort extends Pick<GraphNode, 'kind'> {
  /** Start of the boxes' ids. */
  readonly id: string;
  /** What the rest is called: `functions`. */
  readonly plural: string;
}

/** A box each for the busiest, in the order of their keys, and one for the rest: 20 at most. */
export function drawFolded(items: readonly Drawable[], { id, kind, plural }: Sort): Drawn {
  const byKey = items.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const busiest = byKey.toSorted((a, b) => b.routes - a.routes);
  const shown = new Set(busiest.length > MOST_SHOWN ? busiest.slice(0, MOST_SHOWN - 1) : busiest);
  const rest = byKey.filter((item) => !shown.has(item));
  const restId = `${id}_more`;
  const boxes = byKey
    .filter((item) => shown.has(item))
    .map(({ key, what, name, details }, index) => ({
      key,
      node: {
        id: `${id}_${index + 1}`,
        kind,
        what,
        name: nodeText(name),
        details: details.map((text) => nodeText(text)),
      },
    }));
  const more: GraphNode = {
    id: restId,
    kind,
    what: `and ${rest.length.toLocaleString('en')} more`,
    name: plural,
    details: [],
  };
  return {
    nodes: [...boxes.map(({ node }) => node), ...(rest.length > 0 ? [more] : [])],
    nodeOf: new Map([
      ...boxes.map(({ key, node }) => [key, node.id] as const),
      ...rest.map(({ key }) => [key, restId] as const),
    ]),
  };
}
