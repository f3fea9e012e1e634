import { groupedBy } from '../plan/grouped-by.js';
import { digest } from '../plan/ids.js';

/**
 * How names stand in ids that are the whole of a construct's path in its stack. CDK writes such an id without dashes, and
 * without the hash that others get: so of names that come out alike the shortest stays, and the others bring a digest. A
 * name that no other comes out like stays as it is.
 */
export function namesInIds(names: readonly string[]): (name: string) => string {
  const alike = groupedBy(names, plain);
  const stays = new Set([...alike.values()].map((group) => [...group].sort(shortestFirst)[0]));
  return (name) => (stays.has(name) ? name : `${name}-${digest(name)}`);
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '');
}

function shortestFirst(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1);
}
