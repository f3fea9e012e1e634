import type { Route } from '../spec/route.js';
import type { ParameterChanges, ResponseTransform } from '../spec/transform.js';
import type { SchemaObject } from './open-api.js';

/** One of several named values. */
export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly schema: SchemaObject;
}

type Changes = ParameterChanges | undefined;

/**
 * What is changed between callers and the handler that a route's schemas are of; the schemas of a version are those of its
 * callers already.
 */
export function changesOf({ transform, versionOf }: Route): NonNullable<Route['transform']> {
  return versionOf === undefined ? (transform ?? {}) : {};
}

/** What changes the answers that a handler gives with a status. */
export function answerChanges(route: Route, status: number | 'default'): ResponseTransform {
  const { response = {} } = changesOf(route);
  return (status === 'default' ? undefined : response[status]) ?? response.any ?? {};
}

/** What callers send, of what the handler is sent: nothing of what is set or taken away in between. */
export function sentMembers(members: readonly Member[], changes: Changes, spell = asWritten): readonly Member[] {
  if (!changes) return members;
  const { set, remove, rename, others } = byName(changes, spell);
  const former = new Map([...rename].map(([from, to]) => [spell(to), from]));
  return members.flatMap((member) => {
    const name = spell(member.name);
    if (set.has(name) || (remove.has(name) && !former.has(name))) return [];
    return [{ ...member, name: former.get(name) ?? member.name, required: member.required && !others.has(name) }];
  });
}

/** What callers get, of what the handler answers. */
export function answeredMembers(members: readonly Member[], changes: Changes, spell = asWritten): readonly Member[] {
  if (!changes) return members;
  const { set, remove, rename, others } = byName(changes, spell);
  const kept = members.flatMap((member) => {
    const name = spell(member.name);
    return remove.has(name) || set.has(name) ? [] : [{ ...member, name: rename.get(name) ?? member.name }];
  });
  const known = new Set(kept.map(({ name }) => spell(name)));
  const fixed = [...set, ...others].filter((name) => !known.has(name));
  return [...kept, ...fixed.map((name) => ({ name, required: false, schema: { type: 'string' } }))];
}

function byName(
  { set = {}, remove = [], rename = {}, add = {}, default: standard = {} }: ParameterChanges,
  spell: Spell,
) {
  return {
    set: new Set(Object.keys(set).map(spell)),
    remove: new Set(remove.map(spell)),
    rename: new Map(Object.entries(rename).map(([from, to]) => [spell(from), spell(to)])),
    others: new Set([...Object.keys(add), ...Object.keys(standard)].map(spell)),
  };
}

type Spell = (name: string) => string;

const asWritten: Spell = (name) => name;
