/** One at the least. */
export type Group<T> = readonly [T, ...(readonly T[])];

/** What is alike together, in its own order. */
export function groupedBy<T, Key>(all: Iterable<T>, keyOf: (one: T) => Key): ReadonlyMap<Key, Group<T>> {
  const groups = new Map<Key, [T, ...T[]]>();
  for (const one of all) addTo(groups, keyOf(one), one);
  return groups;
}

/** One more of its group, where groups are asked for while they grow, or not all is in one. */
export function addTo<T, Key>(groups: Map<Key, T[]>, key: Key, one: T): void {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}
