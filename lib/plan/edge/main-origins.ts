import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';

/**
 * The API of an API's part that has most of the part's paths, the first of equal ones; what is in no part has the default
 * origin.
 */
export function mainOrigins(
  paths: readonly EdgePath[],
  defaultOrigin: ApiPlan['id'],
): (origin: ApiPlan['id']) => ApiPlan['id'] {
  const partOf = new Map(paths.map(({ origin, part }) => [origin, part]));
  const counts = new Map<string, number>();
  for (const { origin } of paths) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  const mains = new Map<string | undefined, string>([[undefined, defaultOrigin]]);
  const byCount = [...counts].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  for (const [origin] of byCount) if (!mains.has(partOf.get(origin))) mains.set(partOf.get(origin), origin);
  return (origin) => mains.get(partOf.get(origin)) ?? defaultOrigin;
}
