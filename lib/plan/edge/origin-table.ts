import type { ApiType } from '../plan.js';
import type { EdgePath } from './edge-paths.js';
import { type Lookup, lookupIndex, lookupsOf } from './lookups.js';
import { expressionOf } from './path-expression.js';

/** Which API a path goes to: the first expression that takes it says so. What none takes goes to the HTTP API. */
export type OriginRows = readonly (readonly [api: ApiType, expression: string])[];

/** By method, for those whose paths are others than those of all; `''`: of all, and what is asked last. */
export type OriginTable = Readonly<Record<string, OriginRows>>;

/**
 * The rule of the front, for two APIs: the most specific path that has the method, or `ANY`, else the most specific at
 * all. Below where all paths are of the REST API, those that there are not go there too.
 *
 * @param paths most specific first
 */
export function originTable(paths: readonly EdgePath[]): OriginTable {
  const all = lookupsOf(paths);
  const own = methodsApart(all).map((method): [string, OriginRows] => {
    const having = all.filter(({ methods }) => methods.has(method) || methods.has('ANY'));
    return [method, rowsOf(having, all, all)];
  });
  return Object.fromEntries([...own, ['', rowsOf(all, all, [])]]);
}

/**
 * Layer by layer: within one, no two that meet are of two APIs. What is the HTTP API's stands there only where something
 * of the REST API would take it behind.
 *
 * @param all of both APIs, of all methods
 * @param later what is looked up where this says nothing
 */
function rowsOf(lookups: readonly Lookup[], all: readonly Lookup[], later: readonly Lookup[]): OriginRows {
  const [http, rest] = (['http', 'rest'] as const).map((id) => all.filter(({ api }) => api === id));
  const layers = layersOf(lookups);
  return layers.flatMap((layer, index): OriginRows => {
    const behind = lookupIndex<Lookup>();
    for (const one of [...layers.slice(index + 1).flat(), ...later]) if (one.api === 'rest') behind.add(one);
    const onRest = layer.filter(({ api }) => api === 'rest');
    const onHttp = layer.filter((one) => one.api === 'http' && behind.meeting(one).length > 0);
    return [
      ...(onRest.length > 0 ? [['rest', expressionOf(onRest, http ?? [])] as const] : []),
      ...(onHttp.length > 0 ? [['http', expressionOf(onHttp, rest ?? [])] as const] : []),
    ];
  });
}

/** A lookup comes behind all of the other API that meet it, and not before those of its own. */
function layersOf(lookups: readonly Lookup[]): readonly (readonly Lookup[])[] {
  const placed = lookupIndex<Lookup & { readonly layer: number }>();
  const layers: Lookup[][] = [];
  for (const lookup of lookups) {
    const layer = Math.max(
      0,
      ...placed.meeting(lookup).map((before) => before.layer + Number(before.api !== lookup.api)),
    );
    placed.add({ ...lookup, layer });
    layers[layer] = [...(layers[layer] ?? []), lookup];
  }
  return layers;
}

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Methods that a path lacks whose requests a path behind it takes, on the other API. */
function methodsApart(lookups: readonly Lookup[]): readonly string[] {
  const before = lookupIndex<Lookup>();
  const apart = new Set<string>();
  for (const lookup of lookups) {
    for (const other of before.meeting(lookup)) {
      if (other.api !== lookup.api) for (const method of lacking(other.methods, lookup.methods)) apart.add(method);
    }
    before.add(lookup);
  }
  return METHODS.filter((method) => apart.has(method));
}

function lacking(here: ReadonlySet<string>, there: ReadonlySet<string>): readonly string[] {
  if (here.has('ANY')) return [];
  return METHODS.filter((method) => !here.has(method) && (there.has(method) || there.has('ANY')));
}
