import type { PathSegment } from '../spec/path.js';
import type { ApiType } from './plan.js';
import { bySpecificity } from './plan-front.js';

interface ServedPath {
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly api: ApiType;
}

/**
 * Whether what both paths take goes to the first: the more specific of the two, but an HTTP API looks at all full paths
 * before it looks at greedy ones.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function goesBefore(one: ServedPath, other: ServedPath): boolean {
  const [isGreedy, isOtherGreedy] = [one, other].map(({ segments }) => segments.at(-1)?.kind === 'greedy');
  if (one.api === 'http' && other.api === 'http' && isGreedy !== isOtherGreedy) return isOtherGreedy === true;
  return bySpecificity(one, other) < 0;
}
