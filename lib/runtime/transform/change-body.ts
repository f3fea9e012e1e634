import type { BodyChanges } from '../../spec/transform.js';
import { type ExactJson, exactKey, parseExactJson } from './exact-json.js';

type ExactObject = { [key: string]: ExactJson };

/** Makes the declared changes in place; what finds no place is left out. */
export function changeBody(document: ExactJson, changes: BodyChanges): void {
  for (const pointer of changes.remove ?? [])
    for (const { object, key } of membersAt(document, pointer)) delete object[key];
  for (const [pointer, name] of Object.entries(changes.rename ?? {}))
    for (const { object, key } of membersAt(document, pointer)) renameMember(object, key, exactKey(name));
  for (const [from, to] of Object.entries(changes.move ?? {})) moveMember(document, from, to);
  for (const [pointer, value] of Object.entries(changes.set ?? {}))
    for (const { object, key } of placesAt(document, pointer)) object[key] = exactOf(value);
  for (const [pointer, value] of Object.entries(changes.default ?? {}))
    for (const { object, key } of placesAt(document, pointer))
      if (!Object.hasOwn(object, key)) object[key] = exactOf(value);
}

/** Steps of a pointer (RFC 6901). */
export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

interface Place {
  readonly object: ExactObject;
  readonly key: string;
}

/** Members that are there. */
function membersAt(document: ExactJson, pointer: string): readonly Place[] {
  const steps = stepsOf(pointer);
  const key = exactKey(steps.at(-1) ?? '');
  const holders = steps
    .slice(0, -1)
    .reduce<readonly ExactJson[]>((at, step) => at.flatMap((each) => below(each, step)), [document]);
  return holders.flatMap((object) => (isObject(object) && Object.hasOwn(object, key) ? [{ object, key }] : []));
}

function below(value: ExactJson, step: string): readonly ExactJson[] {
  if (step === '*') return Array.isArray(value) ? value : [];
  const key = exactKey(step);
  return isObject(value) && Object.hasOwn(value, key) ? [value[key] as ExactJson] : [];
}

/** Where a member may be written: objects on the way are made, but nothing that is there gives way to them. */
function placesAt(document: ExactJson, pointer: string): readonly Place[] {
  const steps = stepsOf(pointer);
  const key = exactKey(steps.at(-1) ?? '');
  const holders = steps.slice(0, -1).reduce<readonly ExactJson[]>(
    (at, step, index) => {
      const isArray = steps[index + 1] === '*';
      return at.flatMap((each) => belowOrMade(each, step, isArray));
    },
    [document],
  );
  return holders.flatMap((object) => (isObject(object) ? [{ object, key }] : []));
}

function belowOrMade(value: ExactJson, step: string, isArray: boolean): readonly ExactJson[] {
  const found = below(value, step);
  if (found.length > 0 || step === '*' || isArray || !isObject(value) || Object.hasOwn(value, exactKey(step)))
    return found;
  const made: ExactObject = {};
  value[exactKey(step)] = made;
  return [made];
}

/** In the same place of the object; a member that has the new name already gives way. */
function renameMember(object: ExactObject, key: string, name: string): void {
  const entries = Object.entries(object).filter(([each]) => each !== name);
  for (const each of Object.keys(object)) delete object[each];
  for (const [each, value] of entries) object[each === key ? name : each] = value;
}

function moveMember(document: ExactJson, from: string, to: string): void {
  const [source] = membersAt(document, from);
  const [target] = source ? placesAt(document, to) : [];
  if (!source || !target) return;
  const value = source.object[source.key] as ExactJson;
  delete source.object[source.key];
  delete target.object[target.key];
  target.object[target.key] = value;
}

function exactOf(value: unknown): ExactJson {
  return parseExactJson(JSON.stringify(value));
}

function isObject(value: ExactJson): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
