import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';

/** What an issue says, and below which part of its value it stands. */
export type Words = Omit<Issue, 'place' | 'got'> & {
  /** Below the value's own place; empty: the value itself. */
  readonly at: string;
  readonly got: unknown;
};

/** One thing that has to hold of a value. */
export interface Rule<T> {
  readonly holds: (value: T) => boolean;
  readonly words: (value: T) => Words;
}

/** Issues of the rules that do not hold. */
export function brokenRules<T>(rules: readonly Rule<T>[], value: T, place: string): readonly Issue[] {
  return rules.filter(({ holds }) => !holds(value)).map(({ words }) => issueAt(place, words(value)));
}

export function issueAt(place: string, { at, got, ...words }: Words): Issue {
  return { ...words, place: at === '' ? place : `${place}.${at}`, got: shown(got) };
}
