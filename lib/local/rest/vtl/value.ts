/**
 * What a template computes with. Java's integers are `bigint` and its doubles `number`, so that `1` and `1.0`
 * print as they came.
 */
export type VtlValue = null | string | boolean | bigint | number | VtlList | VtlMap | VtlObject;

export interface VtlList {
  readonly kind: 'list';
  readonly items: VtlValue[];
  /** Lists out of a JSON document print as JSON; those that a template builds print as Java does. */
  readonly json: boolean;
}

export interface VtlMap {
  readonly kind: 'map';
  readonly entries: Map<string, VtlValue>;
  /** Header maps answer whatever the case of the name. */
  readonly ignoreCase?: boolean;
  /** One of an `entrySet()`: it has `key` and `value`, and prints as `key=value`. */
  readonly isEntry?: boolean;
}

/** `$input`, `$util`, `$foreach`: what has members that are computed. */
export interface VtlObject {
  readonly kind: 'object';
  readonly get: (name: string) => VtlValue;
  readonly call: (name: string, args: readonly VtlValue[]) => VtlValue;
}

export const list = (items: VtlValue[], json = false): VtlList => ({ kind: 'list', items, json });

export const map = (entries: Iterable<readonly [string, VtlValue]> = []): VtlMap => ({
  kind: 'map',
  entries: new Map(entries),
});

export function isList(value: VtlValue): value is VtlList {
  return typeof value === 'object' && value !== null && value.kind === 'list';
}

export function isMap(value: VtlValue): value is VtlMap {
  return typeof value === 'object' && value !== null && value.kind === 'map';
}

export function getEntry(from: VtlMap, key: string): VtlValue {
  const found = from.entries.get(key);
  if (found !== undefined || from.ignoreCase !== true) return found ?? null;
  const lower = key.toLowerCase();
  for (const [name, value] of from.entries) if (name.toLowerCase() === lower) return value;
  return null;
}
