import { onceEach } from '../once-each.js';
import { type LookupNode, mergedNode } from './lookup-tree.js';
import { ANY, type LookupStep, REST } from './lookups.js';
import { joinedOwner, joinedTally, type Owner, SEVERAL, type Tally } from './tally.js';

/** All places of a tree where a path may be after some steps: a text leads to its own place and to those of parameters. */
export type Places = readonly LookupNode[];

/** Where a path may be after one more step. */
export function after(places: Places, step: LookupStep): Places {
  return places.flatMap((place) => nextOf(place, step));
}

function nextOf(place: LookupNode, step: LookupStep): Places {
  const { children, isRest } = place;
  if (isRest) return [place];
  if (typeof step !== 'string') return step === REST ? anyNext(place) : openNext(place);
  const takers: readonly LookupStep[] = step === '' ? [step, REST] : [step, ANY, REST];
  return takers.flatMap((taken) => children.get(taken) ?? []);
}

/**
 * Behind any segment, and behind any that is not empty: one place for all that go on, and one for what takes the rest.
 * Places of many lookups lie behind the same few, each of which may have many children.
 */
const [anyNext, openNext] = [
  onceEach((place: LookupNode) => merged(place, () => true)),
  onceEach((place: LookupNode) => merged(place, (step) => step !== '')),
];

function merged({ children }: LookupNode, isTaken: (step: LookupStep) => boolean): Places {
  const next = [...children].filter(([step]) => step !== REST && isTaken(step)).map(([, child]) => child);
  return [mergedNode(next) ?? [], children.get(REST) ?? []].flat();
}

/** The API of all that may take a path after one more step. */
export function ownerAfter(places: Places, step: LookupStep): Owner | undefined {
  let owner: Owner | undefined;
  for (const place of places) {
    if (owner === SEVERAL) return owner;
    if (step === ANY) owner = joinedOwner(owner, place.isRest ? place.through.owner : place.onward);
    else for (const { through } of nextOf(place, step)) owner = joinedOwner(owner, through.owner);
  }
  return owner;
}

/** Of all that take some path which the steps take. */
export function meeting(tree: LookupNode, steps: readonly LookupStep[]): Tally {
  let places: Places = [tree];
  for (const step of steps) places = after(places, step);
  return joinedTally(places.map(({ through, ended }) => (steps.at(-1) === REST ? through : ended)));
}
