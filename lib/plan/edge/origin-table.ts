import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';
import { type LookupNode, lookupTree } from './lookup-tree.js';
import { endingLookups, type Lookup, plainLookups } from './lookups.js';
import { mainOrigins } from './main-origins.js';
import { methodsApart } from './methods-apart.js';
import { type PathExpression, pathExpression } from './path-expression.js';
import { meeting } from './places.js';

/**
 * Which API a path goes to. A path that ends in a slash is asked for as it is, then without it. What no expression takes
 * goes to the default origin.
 */
export interface OriginTable {
  /** What is asked first for a method whose paths are others than those of all. */
  readonly methods: Readonly<Record<string, PathExpression>>;
  /** For all methods, one behind the other. */
  readonly all: readonly PathExpression[];
}

/**
 * The rule of the front: the most specific path that has the method, or `ANY`, else the most specific at all. What is on
 * the main API of its part, and meets no path of another API, is asked for last, by what its part begins with; paths that
 * there are not go there too.
 *
 * @param paths most specific first
 * @param defaultOrigin where what no expression takes goes
 */
export function originTable(paths: readonly EdgePath[], defaultOrigin: ApiPlan['id']): OriginTable {
  const mainOf = mainOrigins(paths, defaultOrigin);
  const plain = plainLookups(paths);
  const lookups = [...plain, ...endingLookups(plain)];
  const tree = lookupTree(lookups);
  const asked = new Set(plain.filter((one) => one.origin !== mainOf(one.origin) || isContested(tree, one)));
  const methods = methodsApart(tree, lookups).map((method): [string, PathExpression] => {
    const having = [...asked].filter((one) => one.methods.has(method) || one.methods.has('ANY'));
    return [method, pathExpression(having, tree)];
  });
  const left = plain.filter((one) => !asked.has(one)).map((one) => ({ ...one, origin: mainOf(one.origin) }));
  const parts = lookupTree(lookups.map((one) => ({ ...one, origin: mainOf(one.origin) })));
  const all = [
    pathExpression([...asked], tree),
    pathExpression(
      left.filter(({ origin }) => origin !== defaultOrigin),
      parts,
    ),
  ];
  return { methods: Object.fromEntries(methods), all: all.filter(({ origins }) => origins.length > 0) };
}

/** Whether some path that it takes, with or without a slash at its end, is one of another API as well. */
function isContested(tree: LookupNode, { steps, origin }: Lookup): boolean {
  return [steps, [...steps, '']].some((taken) => (meeting(tree, taken).owner ?? origin) !== origin);
}
