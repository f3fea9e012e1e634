import { oneLine } from '../../errors/one-line.js';
import { WIDTH } from '../code/code.js';
import { type JsonNode, placeOf } from '../document/json-node.js';
import type { Loss, LossKind } from '../document/losses.js';
import { grouped } from '../grouped.js';

/** Comments on what a document said at a place and the spec does not. */
export interface LossComments {
  readonly of: (node: JsonNode) => readonly string[];
  /** What belongs to nothing that is written. */
  readonly others: () => readonly string[];
}

const LABELS = {
  lost: 'Not imported',
  unchecked: 'Kept, not checked',
  assumed: 'Not as stated',
  todo: 'TODO',
} satisfies Record<LossKind, string>;

/** @param owners the nodes that something is written for: each loss stands above the nearest */
export function lossComments(losses: readonly Loss[], owners: readonly JsonNode[]): LossComments {
  const places = new Set(owners.map(placeOf));
  const byOwner = grouped(losses, ({ pointer }) => ownerOf(pointer, places));
  return {
    of: (node) => commentLines(byOwner.get(placeOf(node)) ?? [], placeOf(node)),
    others: () => commentLines(byOwner.get('') ?? [], ''),
  };
}

function ownerOf(pointer: string, places: ReadonlySet<string>): string {
  for (let place = pointer; place.includes('/'); place = place.slice(0, place.lastIndexOf('/')))
    if (places.has(place)) return place;
  return '';
}

/** Pointers of one reason; more of one parent are counted. */
const MOST_NAMED = 12;

function commentLines(losses: readonly Loss[], owner: string): readonly string[] {
  const groups = grouped(losses, ({ kind, reason }) => `${LABELS[kind]}\n${reason}`);
  return [...groups].flatMap(([key, all]) => {
    const [label = '', reason = ''] = key.split('\n');
    const pointers = all.map(({ pointer }) => pointer.slice(owner.length).replace(/^\//, ''));
    const named = counted(pointers).filter((pointer) => pointer !== '');
    return wrapped(`${label}: ${named.length > 0 ? `${named.join(', ')}: ` : ''}${reason}`);
  });
}

function counted(pointers: readonly string[]): readonly string[] {
  if (pointers.length <= MOST_NAMED) return pointers;
  const parents = grouped(pointers, (pointer) => pointer.slice(0, Math.max(0, pointer.lastIndexOf('/'))));
  const named = [...parents].flatMap(([parent, all]) => (all.length > 3 ? [`${parent}/* (${all.length})`] : all));
  return named.length <= MOST_NAMED ? named : [...named.slice(0, MOST_NAMED), `${named.length - MOST_NAMED} more`];
}

/** As comments of at most 120 columns; a document's own words cannot end one. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '//';
  for (const word of oneLine(text, 4_000).split(' ')) {
    if (line.length + 1 + word.length > WIDTH && line.length > 4) {
      lines.push(line);
      line = '//  ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
