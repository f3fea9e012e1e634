import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';

/** First segment → id of the API that all paths below it are on; `''` stands for `/`. */
export type Beginnings = ReadonlyMap<string, ApiPlan['id']>;

/**
 * First segments of what is not on the default origin, where no two APIs have paths below one of them and all are
 * literal: then patterns tell the APIs apart. Undefined where they do not.
 */
export function beginningsApart(paths: readonly EdgePath[], defaultOrigin: ApiPlan['id']): Beginnings | undefined {
  const owners = new Map<string, ApiPlan['id']>();
  for (const path of paths) {
    const segment = beginning(path);
    if (segment === undefined || (owners.get(segment) ?? path.origin) !== path.origin) return undefined;
    owners.set(segment, path.origin);
  }
  return new Map([...owners].filter(([, origin]) => origin !== defaultOrigin).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function beginning({ segments }: EdgePath): string | undefined {
  const [first] = segments;
  if (!first) return '';
  return first.kind === 'literal' ? first.text : undefined;
}
