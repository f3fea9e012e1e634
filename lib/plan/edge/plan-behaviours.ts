import type { BehaviourPlan } from '../edge-plan.js';
import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';
import { type Entry, type LevelsProps, levelsOf } from './levels.js';
import { neededEntries } from './needed-entries.js';
import { type ApartBeginning, patternsOf } from './separate-apis.js';

export interface BehavioursProps extends Omit<LevelsProps, 'stranger'> {
  readonly defaultOrigin: ApiPlan['id'];
  /** Of what goes to others than the default origin; undefined where the function chooses, or where there is one API. */
  readonly beginnings: readonly ApartBeginning[] | undefined;
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
function separated(props: BehavioursProps, beginnings: readonly ApartBeginning[]): readonly Entry[] {
  const { paths, defaultOrigin } = props;
  const apart = beginnings.flatMap((beginning) => [
    ...beginning.segments.flatMap(({ text, origin, paths: below }) => levels(props, below, [text], origin)),
    ...allOf(beginning),
  ]);
  const others = paths.filter(({ origin }) => origin === defaultOrigin);
  return [...apart, ...levels(props, others, [], defaultOrigin)];
}

function allOf(beginning: ApartBeginning): readonly Entry[] {
  const { origin, text, isWhole, segments } = beginning;
  const name = origin === segments[0]?.paths[0]?.api ? `the ${origin.toUpperCase()} API` : `the API ${origin}`;
  const because = `all paths ${isWhole ? 'of' : 'that begin with'} /${text} are on ${name}`;
  return patternsOf(beginning).map((pattern): Entry => ({ pattern, origin, forwards: 'all', because }));
}
