import type { MappingChange } from './parse-mapping-key.js';

export type Pair = readonly [name: string, value: string];

/**
 * Appends, overwrites or removes all values of a name. Without a value only a removal changes anything.
 *
 * @param normalise how names compare: lower case for headers, as they are for query strings.
 */
export function changePairs(
  pairs: readonly Pair[],
  change: MappingChange,
  pair: readonly [name: string, value: string | undefined],
  normalise: (name: string) => string,
): readonly Pair[] {
  const [name, value] = pair;
  const others = () => pairs.filter(([each]) => normalise(each) !== normalise(name));
  if (change === 'remove') return others();
  if (value === undefined) return pairs;
  return change === 'append' ? [...pairs, [name, value]] : [...others(), [name, value]];
}
