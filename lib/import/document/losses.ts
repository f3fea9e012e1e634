import { child, type JsonNode, placeOf } from './json-node.js';

export type LossKind =
  /** Not in the spec at all. */
  | 'lost'
  /** In the schemas that the spec exports; zod does not check it. */
  | 'unchecked'
  /** The document leaves it open, or says it in a way that the spec cannot: read as stated. */
  | 'assumed'
  /** The route is closed until somebody writes what the document does not say. */
  | 'todo';

/** What of a document is not in the spec as it stood there. */
export interface Loss {
  readonly kind: LossKind;
  /** JSON pointer, behind the file's name where it is not the document itself. */
  readonly pointer: string;
  readonly reason: string;
}

export interface Losses {
  readonly add: (kind: LossKind, node: JsonNode, reason: string) => void;
  /** Every member of the node that is not named here has no place in a spec. */
  readonly others: (node: JsonNode, taken: ReadonlySet<string>, reason: string) => void;
  readonly all: () => readonly Loss[];
}

/** Each place and reason once, in the order in which they were met. */
export function createLosses(): Losses {
  const found = new Map<string, Loss>();
  const add: Losses['add'] = (kind, node, reason) => {
    const pointer = placeOf(node);
    found.set(`${pointer}\n${reason}`, { kind, pointer, reason });
  };
  return {
    add,
    others: (node, taken, reason) => {
      for (const key of Object.keys(node.value ?? {})) {
        const member = taken.has(key) ? undefined : child(node, key);
        if (member) add('lost', member, reason);
      }
    },
    all: () => [...found.values()],
  };
}
