import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import { placeOf } from '../../spec/validate/place-of.js';
import { issueAt } from '../../spec/validate/rule.js';
import type { ApiChoices } from '../choose-apis.js';
import { goesBefore } from '../goes-before.js';
import { groupedBy } from '../grouped-by.js';
import { type EdgePath, edgePaths } from './edge-paths.js';
import { ANY, type Lookup, type LookupStep, lookupsMeet, lookupsOf, REST } from './lookups.js';

/**
 * HEAD of a cached path is answered from what is kept for GET, and kept by its key: whoever the route of HEAD asks for. So
 * whatever takes HEAD there has to ask for the same callers.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function headIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  if (!spec.edge) return [];
  const paths = edgePaths(spec, choices.of).map(
    (path, rank): Placed => ({ ...path, rank, lookups: lookupsOf([path]) }),
  );
  const headsNear = byFirstStep(paths.filter(({ head }) => head !== undefined));
  return paths.flatMap((path) => {
    const { read } = path;
    if (!read?.cache) return [];
    return headsNear(path)
      .filter((other) => takesHead(other, path))
      .flatMap(({ head }) => (head && head !== read && !isAlike(head, read, spec) ? [headIssue(head, read)] : []));
  });
}

interface Placed extends EdgePath {
  readonly lookups: readonly Lookup[];
  /** Most specific first. */
  readonly rank: number;
}

/** Finds paths whose first step may be that of another, in their order. */
function byFirstStep(paths: readonly Placed[]): (path: Placed) => readonly Placed[] {
  const known = groupedBy(paths, firstStep);
  return (path) => {
    const first = firstStep(path);
    if (typeof first !== 'string') return paths;
    const steps: readonly LookupStep[] = [first, ANY, REST];
    const near = steps.flatMap((step) => known.get(step) ?? []);
    return near.sort((one, other) => one.rank - other.rank);
  };
}

function firstStep({ lookups: [first] }: Placed): LookupStep | undefined {
  return first?.steps[0];
}

/** Whether HEAD of some path whose GET goes to `path` may go to `other`. */
function takesHead(other: Placed, path: Placed): boolean {
  if (other === path) return true;
  const isFirst = goesBefore(other, path);
  if (isFirst && other.read !== undefined) return false;
  if (!isFirst && path.head !== undefined) return false;
  return other.lookups.some((one) => path.lookups.some((two) => lookupsMeet(one, two)));
}

/** A route of HEAD alone that is cached is held against its GET by rules of its own. */
function isAlike(head: Route, got: Route, spec: GatewaySpec): boolean {
  const [one, other] = [head, got].map(({ auth }) => JSON.stringify(auth ?? spec.auth));
  return one === other && (head.method !== 'HEAD' || head.cache !== undefined);
}

function headIssue(head: Route, got: Route): Issue {
  const isOwn = head.method === 'HEAD';
  return issueAt(isOwn ? placeOf(head) : `${placeOf(got)}.cache`, {
    code: 'CACHE_HEAD',
    at: '',
    message: `HEAD is answered from what is kept for ${got.pattern}, and a route takes it that has other callers or no cache`,
    got: head.pattern,
    allowed: `HEAD with the auth and the cache of ${got.pattern}`,
    fix: isOwn
      ? 'give it the same auth and cache, or leave it out'
      : `write HEAD ${got.path} with the same auth and cache`,
    source:
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
  });
}
