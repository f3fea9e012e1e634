import type { BehaviourPlan } from '../edge-plan.js';
import type { ApiType } from '../plan.js';
import type { EdgePath } from './edge-paths.js';
import { type Entry, type LevelsProps, levelsOf } from './levels.js';
import { neededEntries } from './needed-entries.js';

export interface BehavioursProps extends Omit<LevelsProps, 'stranger'> {
  readonly defaultOrigin: ApiType;
  /** First segments of what goes to the REST API; undefined where the function chooses, or where there is one API. */
  readonly restBeginnings: readonly string[] | undefined;
}

/** In the order that CloudFront looks at them; what changes nothing is left out. */
export function planBehaviours(props: BehavioursProps): readonly BehaviourPlan[] {
  const { restBeginnings, defaultOrigin } = props;
  const entries = restBeginnings ? separated(props, restBeginnings) : levels(props, props.paths, [], defaultOrigin);
  const originOf = (origin: ApiType) => (restBeginnings ? origin : '');
  const classOf = ({ origin, policy = '', forwards }: Entry) => `${originOf(origin)} ${policy} ${forwards}`;
  const rest = classOf({ pattern: '*', origin: defaultOrigin, forwards: 'all', because: '' });
  return neededEntries(entries, classOf, rest).map(({ policy, of: _, ...entry }) => ({
    ...entry,
    ...(policy !== undefined && { cachePolicy: policy }),
  }));
}

function levels(
  props: BehavioursProps,
  paths: readonly EdgePath[],
  prefix: readonly string[],
  origin: ApiType,
): readonly Entry[] {
  return levelsOf({ ...props, paths, stranger: { prefix, origin } });
}

/** Each part of the REST API on its own, then what is left. */
function separated(props: BehavioursProps, beginnings: readonly string[]): readonly Entry[] {
  const parts = beginnings.flatMap((beginning) => {
    const below = props.paths.filter(({ segments }) => (segments[0]?.text ?? '') === beginning);
    return [...levels(props, below, [beginning], 'rest'), ...allOf(beginning)];
  });
  const others = props.paths.filter(({ api }) => api === 'http');
  return [...parts, ...levels(props, others, [], 'http')];
}

function allOf(beginning: string): readonly Entry[] {
  const because = `all paths of /${beginning} are on the REST API`;
  const patterns = beginning === '' ? ['/'] : [`/${beginning}`, `/${beginning}/*`];
  return patterns.map((pattern): Entry => ({ pattern, origin: 'rest', forwards: 'all', because }));
}
