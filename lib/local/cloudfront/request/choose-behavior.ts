import type { BehaviorModel } from '../../model/distribution.js';
import { matchesWildcards } from '../../rest/policy/matches-wildcards.js';
import { normalizePath } from './normalize-path.js';

/**
 * The first behavior whose pattern covers the whole path, letter by letter; the last one covers all.
 *
 * @param path undecoded
 */
export function chooseBehavior(behaviors: readonly BehaviorModel[], path: string): BehaviorModel | undefined {
  const normalized = normalizePath(path);
  return behaviors.find(({ pathPattern }) => pathPattern === '*' || matchesWildcards(rooted(pathPattern), normalized));
}

/** The leading slash of a pattern may be left out: `*.jpg` covers paths at any depth. */
const rooted = (pattern: string): string => (pattern.startsWith('/') ? pattern : `/${pattern}`);
