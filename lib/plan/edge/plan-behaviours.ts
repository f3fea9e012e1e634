import type { BehaviourPlan } from '../edge-plan.js';
import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';
import { type Entry, type LevelsProps, levelsOf } from './levels.js';
import { neededEntries } from './needed-entries.js';
import type { Beginnings } from './separate-apis.js';

export interface BehavioursProps extends Omit<LevelsProps, 'stranger'> {
  readonly defaultOrigin: ApiPlan['id'];
  /** Of what goes to others than the default origin; undefined where the function chooses, or where there is one API. */
  readonly beginnings: Beginnings | undefined;
}

/** In the order that CloudFront looks at them; what changes nothing is left out. */
export function planBehaviours(props: BehavioursProps): readonly BehaviourPlan[] {
  const { beginnings, defaultOrigin } = props;
  const entries = beginnings ? separated(props, beginnings) : levels(props, props.paths, [], defaultOrigin);
  const originOf = (origin: string) => (beginnings ? origin : '');
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
  origin: ApiPlan['id'],
): readonly Entry[] {
  return levelsOf({ ...props, paths, stranger: { prefix, origin } });
}

/** What begins like none of the default origin's, each beginning on its own; then what is left. */
function separated(props: BehavioursProps, beginnings: Beginnings): readonly Entry[] {
  const { paths, defaultOrigin } = props;
  const apart = [...beginnings].flatMap(([beginning, origin]) => {
    const below = paths.filter(({ segments }) => (segments[0]?.text ?? '') === beginning);
    return [...levels(props, below, [beginning], origin), ...allOf(beginning, origin, below[0]?.api)];
  });
  const others = paths.filter(({ origin }) => origin === defaultOrigin);
  return [...apart, ...levels(props, others, [], defaultOrigin)];
}

function allOf(beginning: string, origin: ApiPlan['id'], type: EdgePath['api'] | undefined): readonly Entry[] {
  const name = origin === type ? `the ${origin.toUpperCase()} API` : `the API ${origin}`;
  const because = `all paths of /${beginning} are on ${name}`;
  const patterns = beginning === '' ? ['/'] : [`/${beginning}`, `/${beginning}/*`];
  return patterns.map((pattern): Entry => ({ pattern, origin, forwards: 'all', because }));
}
