import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';
import { withoutEarlier } from './open-entries.js';
import { meet, patternOf, type Steps, stepsOf, takesAll } from './steps.js';

/** A pattern and what goes for it. */
export interface Entry {
  readonly pattern: string;
  readonly origin: ApiPlan['id'];
  readonly policy?: string;
  readonly forwards: 'all' | 'preflight' | 'nothing';
  readonly because: string;
  /** Of what stands for a route's path. */
  readonly of?: EdgePath;
}

export interface LevelsProps {
  /** Most specific first. */
  readonly paths: readonly EdgePath[];
  /** Name of the cache policy of what answers GET. */
  readonly policyOf: (path: EdgePath) => string | undefined;
  /** What the backend of a cached path has to see where the path has no method but GET and HEAD. */
  readonly forwards: 'preflight' | 'nothing';
  /** What paths have that no route takes. */
  readonly stranger: { readonly prefix: Steps; readonly origin: ApiPlan['id'] };
}

interface Step {
  readonly steps: Steps;
  readonly path: EdgePath;
  readonly policy: string | undefined;
  readonly forwards: Entry['forwards'];
  /** It stands for some of the path's requests. */
  readonly isPart?: true;
}

/**
 * Which paths are cached, from the longest to the shortest. Among paths of one length a pattern takes exactly what the
 * route does, so they stand in the API's own order. A pattern with a parameter takes longer paths too: before it stand
 * all that are longer, and what remains of these is not cached. One that ends in a slash is never cached: an HTTP API
 * tells it apart, a REST API does not.
 */
export function levelsOf(props: LevelsProps): readonly Entry[] {
  const readable = props.paths.filter(({ read }) => read);
  const cached = readable.filter((path) => props.policyOf(path) !== undefined);
  if (cached.length === 0) return [];
  // Behind the longest path only greedy ones are left, whose patterns take whatever is longer still.
  const longest = 1 + Math.max(...props.paths.map(({ segments }) => segments.length));
  const levels = Array.from({ length: longest }, (_, index) => levelOf(longest - index, readable, props));
  const hasGreedy = cached.some(({ segments }) => segments.at(-1)?.kind === 'greedy');
  return [...(hasGreedy ? [trailingSlash(props)] : []), ...withoutEarlier(levels.flat(), readable)];
}

function levelOf(length: number, readable: readonly EdgePath[], props: LevelsProps): readonly Entry[] {
  const steps = inHttpOrder(readable.flatMap((path) => stepAt(path, length, props)));
  const others = props.paths.filter(({ methods }) => [...methods].some((method) => !isRead(method)));
  return [...longerPaths(length, steps, props), ...steps.flatMap((step) => splitByMethods(step, others)).map(entryOf)];
}

function stepAt(path: EdgePath, length: number, { policyOf, forwards }: LevelsProps): readonly Step[] {
  const steps = stepsOf(path.segments, length);
  const policy = policyOf(path);
  return steps ? [{ steps, path, policy, forwards: policy === undefined ? 'all' : forwards }] : [];
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * An HTTP API looks at all full paths before it looks at greedy ones, whatever their first segments are.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
function inHttpOrder(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step, index) => {
    if (step.path.api !== 'http' || !isGreedy(step.path)) return [step];
    const full = steps.slice(index + 1).filter(({ path }) => path.api === 'http' && !isGreedy(path));
    const both = full.flatMap((other) => {
      const shared = meet(step.steps, other.steps);
      return shared ? [{ ...other, steps: shared, isPart: true as const }] : [];
    });
    return [...both, step];
  });
}

function isGreedy({ segments }: EdgePath): boolean {
  return segments.at(-1)?.kind === 'greedy';
}

/** Where a method writes, its whole request goes to the backend; where only some paths of a pattern have one, they stand before it. */
function splitByMethods(step: Step, others: readonly EdgePath[]): readonly Step[] {
  if (step.policy === undefined) return [step];
  const written = others.flatMap((path) => {
    const steps = stepsOf(path.segments, step.steps.length);
    const shared = steps && meet(step.steps, steps);
    return shared ? [shared] : [];
  });
  if (written.some((steps) => takesAll(steps, step.steps))) return [{ ...step, forwards: 'all' }];
  return [...written.map((steps): Step => ({ ...step, steps, forwards: 'all', isPart: true })), step];
}

function entryOf({ steps, path, policy, forwards, isPart }: Step): Entry {
  const route = path.read?.pattern ?? path.path;
  return {
    pattern: patternOf(steps),
    origin: path.origin,
    ...(policy !== undefined && { policy }),
    forwards,
    because: policy === undefined ? `${route} is not cached` : `${route} is cached`,
    ...(!isPart && { of: path }),
  };
}

/** What stands before the cached patterns of a length that have parameters. */
function longerPaths(length: number, steps: readonly Step[], { stranger }: LevelsProps): readonly Entry[] {
  const open = steps.filter(({ policy, path, steps }) => policy && !isGreedy(path) && steps.includes(undefined));
  if (open.length === 0) return [];
  const beginning = sharedBeginning(open.map(({ steps }) => steps));
  const stars = Array.from({ length: length + 1 - beginning.length }, () => '*');
  return [
    {
      pattern: `/${[...beginning, ...stars].join('/')}`,
      origin: stranger.origin,
      forwards: 'all',
      because: `longer paths are not those of ${open.map(({ path }) => path.path).join(', ')}`,
    },
  ];
}

/** The literal segments that all of them begin with. */
function sharedBeginning([first = [], ...rest]: readonly Steps[]): readonly string[] {
  const beginning: string[] = [];
  for (const [index, step] of first.entries()) {
    if (step === undefined || rest.some((steps) => steps[index] !== step)) break;
    beginning.push(step);
  }
  return beginning;
}

function trailingSlash({ stranger: { prefix, origin } }: LevelsProps): Entry {
  return {
    pattern: patternOf([...prefix, '*', '']),
    origin,
    forwards: 'all',
    because: 'with a slash at its end, a path is another one to an HTTP API, and the same to a REST API',
  };
}
