import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';
import { type Lookup, lookupIndex, lookupsOf } from './lookups.js';
import { expressionOf } from './path-expression.js';

/** Which API a path goes to: the first expression that takes it says so. What none takes goes to the default origin. */
export type OriginRows = readonly (readonly [origin: ApiPlan['id'], expression: string])[];

/** By method, for those whose paths are others than those of all; `''`: of all, and what is asked last. */
export type OriginTable = Readonly<Record<string, OriginRows>>;

/**
 * The rule of the front: the most specific path that has the method, or `ANY`, else the most specific at all. Below where
 * all paths are of one API, those that there are not go there too.
 *
 * @param paths most specific first
 * @param defaultOrigin where what no row takes goes
 */
export function originTable(paths: readonly EdgePath[], defaultOrigin: ApiPlan['id']): OriginTable {
  const all = lookupsOf(paths);
  const own = methodsApart(all).map((method): [string, OriginRows] => {
    const having = all.filter(({ methods }) => methods.has(method) || methods.has('ANY'));
    return [method, rowsOf(having, { all, later: all, defaultOrigin })];
  });
  return Object.fromEntries([...own, ['', rowsOf(all, { all, later: [], defaultOrigin })]]);
}

interface Among {
  /** Of all APIs and methods. */
  readonly all: readonly Lookup[];
  /** What is looked up where this says nothing. */
  readonly later: readonly Lookup[];
  readonly defaultOrigin: ApiPlan['id'];
}

/**
 * Layer by layer: within one, no two that meet are of two APIs. What is the default origin's stands there only where
 * something of another would take it behind.
 */
function rowsOf(lookups: readonly Lookup[], { all, later, defaultOrigin }: Among): OriginRows {
  const layers = layersOf(lookups);
  const others = othersOf(all);
  return layers.flatMap((layer, index): OriginRows => {
    const behind = lookupIndex<Lookup>();
    for (const one of [...layers.slice(index + 1).flat(), ...later]) if (one.origin !== defaultOrigin) behind.add(one);
    const asked = layer.filter((one) => one.origin !== defaultOrigin || behind.meeting(one).length > 0);
    const origins = [...new Set(asked.map(({ origin }) => origin))].sort(
      (one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1),
    );
    return origins.map((origin) => [
      origin,
      expressionOf(
        asked.filter((one) => one.origin === origin),
        others(origin),
      ),
    ]);
    function rankOf(origin: string): number {
      return Number(origin === defaultOrigin);
    }
  });
}

function othersOf(all: readonly Lookup[]): (origin: string) => readonly Lookup[] {
  const known = new Map<string, readonly Lookup[]>();
  return (origin) => {
    const others = known.get(origin) ?? all.filter((one) => one.origin !== origin);
    known.set(origin, others);
    return others;
  };
}

/** A lookup comes behind all of other APIs that meet it, and not before those of its own. */
function layersOf(lookups: readonly Lookup[]): readonly (readonly Lookup[])[] {
  const placed = lookupIndex<Lookup & { readonly layer: number }>();
  const layers: Lookup[][] = [];
  for (const lookup of lookups) {
    const layer = Math.max(
      0,
      ...placed.meeting(lookup).map((before) => before.layer + Number(before.origin !== lookup.origin)),
    );
    placed.add({ ...lookup, layer });
    layers[layer] = [...(layers[layer] ?? []), lookup];
  }
  return layers;
}

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Methods that a path lacks whose requests a path behind it takes, on another API. */
function methodsApart(lookups: readonly Lookup[]): readonly string[] {
  const before = lookupIndex<Lookup>();
  const apart = new Set<string>();
  for (const lookup of lookups) {
    for (const other of before.meeting(lookup)) {
      if (other.origin !== lookup.origin)
        for (const method of lacking(other.methods, lookup.methods)) apart.add(method);
    }
    before.add(lookup);
  }
  return METHODS.filter((method) => apart.has(method));
}

function lacking(here: ReadonlySet<string>, there: ReadonlySet<string>): readonly string[] {
  if (here.has('ANY')) return [];
  return METHODS.filter((method) => !here.has(method) && (there.has(method) || there.has('ANY')));
}
