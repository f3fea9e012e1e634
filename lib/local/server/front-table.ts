import type { ApiModel, CloudModel } from '../model/cloud.js';
import { decodePercent } from '../paths/decode-percent.js';

/** Says which API answers a request to the front, where all APIs share one address. */
export interface FrontTable {
  /**
   * @param path undecoded
   * @param requestedMethod `Access-Control-Request-Method` of a preflight request
   * @returns undefined only where there is no API
   */
  readonly choose: (method: string, path: string, requestedMethod?: string) => ApiModel | undefined;
}

/** Method, or `ANY`, → the API that has it. */
type Methods = Map<string, ApiModel>;

interface PathNode {
  readonly literals: Map<string, PathNode>;
  parameter?: PathNode;
  /** Of routes that end here, and of routes whose greedy parameter begins here. */
  readonly methods: Methods;
  readonly greedy: Methods;
}

type Choice = (methods: Methods) => ApiModel | undefined;

/**
 * The rule of the front: the API with the most specific route for path and method answers. Segment by segment a literal
 * stands above `{parameter}`, and that above `{greedy+}`; the method itself stands above `ANY`; `$default` comes last.
 * Where two APIs have the very same route, a REST API stands above an HTTP API, and the first above the second.
 * A preflight request goes where the request that it announces goes. Where no route matches the method, the API that
 * has the path under another method answers; where none has the path, an
 * HTTP API does, or the first.
 */
export function frontTable({ apis }: Pick<CloudModel, 'apis'>): FrontTable {
  const served = apis.filter(({ stages }) => stages.length > 0);
  const [first, second] = served;
  if (second === undefined) return { choose: () => first };
  const root = newNode();
  for (const api of [...served].sort(restFirst)) {
    for (const { method, path } of routesOf(api)) enter(root, path, method, api);
  }
  // Not Found says more than the Missing Authentication Token that a REST API has for a path it does not know.
  const stranger = served.find((api) => api.kind === 'http') ?? first;
  const fallback = served.find(
    (api) => api.kind === 'http' && api.routes.some(({ routeKey }) => routeKey === '$default'),
  );
  return {
    choose: (method, path, requestedMethod) =>
      (method === 'OPTIONS' && requestedMethod ? find(root, path, having(requestedMethod)) : undefined) ??
      find(root, path, having(method)) ??
      fallback ??
      find(root, path, havingAny) ??
      stranger,
  };
}

function restFirst(one: ApiModel, other: ApiModel): number {
  return Number(one.kind === 'http') - Number(other.kind === 'http');
}

function routesOf(api: ApiModel): readonly { readonly method: string; readonly path: string }[] {
  if (api.kind === 'rest') return api.methods.map(({ httpMethod, path }) => ({ method: httpMethod, path }));
  return api.routes.flatMap(({ routeKey }) => {
    const [method = '', path] = routeKey.split(' ', 2);
    return path === undefined ? [] : [{ method, path }];
  });
}

function newNode(): PathNode {
  return { literals: new Map(), methods: new Map(), greedy: new Map() };
}

function enter(root: PathNode, path: string, method: string, api: ApiModel): void {
  const segments = segmentsOf(path);
  const greedyAt = segments.findIndex((segment) => /^\{.*\+\}$/.test(segment));
  const plain = greedyAt < 0 ? segments : segments.slice(0, greedyAt);
  const node = plain.reduce(child, root);
  claim(greedyAt < 0 ? node.methods : node.greedy, method, api);
}

function child(node: PathNode, segment: string): PathNode {
  if (!/^\{.*\}$/.test(segment)) return literal(node, segment);
  const parameter = node.parameter ?? newNode();
  node.parameter = parameter;
  return parameter;
}

function literal(node: PathNode, segment: string): PathNode {
  const known = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, known);
  return known;
}

function claim(methods: Methods, method: string, api: ApiModel): void {
  if (!methods.has(method)) methods.set(method, api);
}

function having(method: string): Choice {
  return (methods) => methods.get(method) ?? methods.get('ANY');
}

function havingAny(methods: Methods): ApiModel | undefined {
  return methods.values().next().value;
}

/** A path that ends in a slash is looked up as it is, then without it. */
function find(root: PathNode, path: string, choice: Choice): ApiModel | undefined {
  const segments = segmentsOf(path);
  const found = findFrom(root, segments, 0, choice);
  const isTrailing = segments.length > 1 && segments.at(-1) === '';
  return found ?? (isTrailing ? findFrom(root, segments.slice(0, -1), 0, choice) : undefined);
}

function findFrom(node: PathNode, segments: readonly string[], at: number, choice: Choice): ApiModel | undefined {
  const segment = segments[at];
  if (segment === undefined) return choice(node.methods);
  const next = node.literals.get(segment) ?? node.literals.get(decodePercent(segment));
  return (
    (next && findFrom(next, segments, at + 1, choice)) ??
    (segment !== '' && node.parameter ? findFrom(node.parameter, segments, at + 1, choice) : undefined) ??
    choice(node.greedy)
  );
}

function segmentsOf(path: string): string[] {
  return path.slice(1).split('/');
}
