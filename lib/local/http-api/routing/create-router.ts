import { decodePercent } from '../../paths/decode-percent.js';
import { emptyRecord } from '../request/empty-record.js';

interface RouteMatch<T> {
  readonly value: T;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

export type Router<T> = (method: string, rawPath: string) => RouteMatch<T> | undefined;

interface Leaf<T> {
  readonly value: T;
  /** Names of the path's variables, from left to right. */
  readonly names: readonly string[];
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  variable: Node<T> | undefined;
  /** Method → route that ends here. */
  readonly full: Map<string, Leaf<T>>;
  /** Method → route whose greedy variable starts here. */
  readonly greedy: Map<string, Leaf<T>>;
}

interface Found<T> {
  readonly leaf: Leaf<T>;
  readonly values: readonly string[];
}

/**
 * Compiles route keys once. A full match goes before a greedy one, a greedy one before `$default`; within each,
 * literal segments go before variables from left to right, and a method of its own before `ANY`.
 * Paths are compared as sent: a trailing slash is a difference.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createRouter<T>(routes: readonly (readonly [routeKey: string, value: T])[]): Router<T> {
  const root = newNode<T>();
  let fallback: RouteMatch<T> | undefined;
  for (const [routeKey, value] of routes) {
    if (routeKey === '$default') fallback = { value, pathParameters: undefined };
    else addRoute(root, routeKey, value);
  }
  return (method, rawPath) => {
    const segments = rawPath.slice(1).split('/');
    const found = findFull(root, method, segments, 0, []) ?? findGreedy(root, method, segments, 0, []);
    return found ? { value: found.leaf.value, pathParameters: nameValues(found) } : fallback;
  };
}

const newNode = <T>(): Node<T> => ({ literals: new Map(), variable: undefined, full: new Map(), greedy: new Map() });

function addRoute<T>(root: Node<T>, routeKey: string, value: T): void {
  const space = routeKey.indexOf(' ');
  const method = routeKey.slice(0, space).toUpperCase();
  const names: string[] = [];
  let node = root;
  for (const segment of routeKey.slice(space + 2).split('/')) {
    const variable = /^\{([^}]+?)(\+?)\}$/.exec(segment);
    if (variable) names.push(variable[1] ?? '');
    if (variable?.[2] === '+') {
      node.greedy.set(method, { value, names });
      return;
    }
    node = variable ? childVariable(node) : childLiteral(node, segment);
  }
  node.full.set(method, { value, names });
}

function childVariable<T>(node: Node<T>): Node<T> {
  node.variable ??= newNode();
  return node.variable;
}

function childLiteral<T>(node: Node<T>, segment: string): Node<T> {
  const literal = decodePercent(segment);
  const existing = node.literals.get(literal);
  if (existing) return existing;
  const created = newNode<T>();
  node.literals.set(literal, created);
  return created;
}

const leafFor = <T>(leaves: Map<string, Leaf<T>>, method: string) => leaves.get(method) ?? leaves.get('ANY');

function findFull<T>(
  node: Node<T>,
  method: string,
  segments: readonly string[],
  at: number,
  values: readonly string[],
): Found<T> | undefined {
  const segment = segments[at];
  if (segment === undefined) {
    const leaf = leafFor(node.full, method);
    return leaf && { leaf, values };
  }
  const literal = node.literals.get(decodePercent(segment));
  const found = literal && findFull(literal, method, segments, at + 1, values);
  if (found || segment === '' || !node.variable) return found;
  return findFull(node.variable, method, segments, at + 1, [...values, decodePercent(segment)]);
}

function findGreedy<T>(
  node: Node<T>,
  method: string,
  segments: readonly string[],
  at: number,
  values: readonly string[],
): Found<T> | undefined {
  const segment = segments[at];
  if (segment === undefined) return undefined;
  const literal = node.literals.get(decodePercent(segment));
  const deeper =
    (literal && findGreedy(literal, method, segments, at + 1, values)) ??
    (segment !== '' && node.variable
      ? findGreedy(node.variable, method, segments, at + 1, [...values, decodePercent(segment)])
      : undefined);
  return deeper ?? greedyHere(node, method, segments.slice(at), values);
}

function greedyHere<T>(node: Node<T>, method: string, rest: readonly string[], values: readonly string[]) {
  const leaf = leafFor(node.greedy, method);
  const value = rest.map(decodePercent).join('/');
  return leaf && value !== '' ? { leaf, values: [...values, value] } : undefined;
}

function nameValues<T>({ leaf, values }: Found<T>): Record<string, string> | undefined {
  if (leaf.names.length === 0) return undefined;
  const named = emptyRecord<string>();
  leaf.names.forEach((name, index) => {
    named[name] = values[index] ?? '';
  });
  return named;
}
