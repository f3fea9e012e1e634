/** What a path and a method lead to. */
interface Match<Target> {
  readonly target: Target;
  /** As they stand in the path, undecoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

export interface Routable<Target> {
  readonly path: string;
  /** Upper case, or `ANY`. */
  readonly httpMethod: string;
  readonly target: Target;
}

export type Router<Target> = (path: string, httpMethod: string) => Match<Target> | undefined;

interface Place<Target> {
  readonly literals: Map<string, Place<Target>>;
  readonly parameters: Map<string, Place<Target>>;
  readonly greedy: Map<string, Methods<Target>>;
  readonly methods: Methods<Target>;
}

type Methods<Target> = Map<string, Target>;
type Found<Target> = { readonly target: Target; readonly parameters: readonly (readonly [string, string])[] };

/** `ANY` stands for these. */
const ANY_METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/**
 * Routes of a REST API: a fixed segment wins over `{name}`, that over `{name+}`; a place that lacks the method
 * gives way to the next. Slashes at the start and one at the end do not count.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-set-up-simple-proxy.html
 */
export function createRouter<Target>(routes: readonly Routable<Target>[]): Router<Target> {
  const root = newPlace<Target>();
  for (const route of routes) addRoute(root, route);
  return (path, httpMethod) => {
    const segments = segmentsOf(path);
    const found = find(root, segments, 0, httpMethod);
    return found && { target: found.target, pathParameters: Object.fromEntries(found.parameters) };
  };
}

function segmentsOf(path: string): readonly string[] {
  let start = 0;
  let end = path.length;
  while (path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return start === end ? [] : path.slice(start, end).split('/');
}

const newPlace = <Target>(): Place<Target> => ({
  literals: new Map(),
  parameters: new Map(),
  greedy: new Map(),
  methods: new Map(),
});

function addRoute<Target>(root: Place<Target>, route: Routable<Target>): void {
  let place = root;
  for (const segment of segmentsOf(route.path)) {
    const greedy = /^\{(.+)\+\}$/.exec(segment)?.[1];
    if (greedy !== undefined) {
      child(place.greedy, greedy, () => new Map()).set(route.httpMethod, route.target);
      return;
    }
    const parameter = /^\{(.+)\}$/.exec(segment)?.[1];
    place =
      parameter === undefined
        ? child(place.literals, segment, newPlace<Target>)
        : child(place.parameters, parameter, newPlace<Target>);
  }
  place.methods.set(route.httpMethod, route.target);
}

function child<Value>(of: Map<string, Value>, key: string, make: () => Value): Value {
  const known = of.get(key);
  if (known !== undefined) return known;
  const made = make();
  of.set(key, made);
  return made;
}

function find<Target>(
  place: Place<Target>,
  segments: readonly string[],
  at: number,
  httpMethod: string,
): Found<Target> | undefined {
  const segment = segments[at];
  if (segment === undefined) return choose(place.methods, httpMethod, []);
  const literal = place.literals.get(segment);
  const found = literal && find(literal, segments, at + 1, httpMethod);
  return found ?? findParameter(place, segments, at, httpMethod) ?? findGreedy(place, segments, at, httpMethod);
}

function findParameter<Target>(
  place: Place<Target>,
  segments: readonly string[],
  at: number,
  httpMethod: string,
): Found<Target> | undefined {
  const segment = segments[at];
  if (segment === undefined || segment === '') return undefined;
  for (const [name, next] of place.parameters) {
    const found = find(next, segments, at + 1, httpMethod);
    if (found) return { target: found.target, parameters: [[name, segment], ...found.parameters] };
  }
  return undefined;
}

function findGreedy<Target>(
  place: Place<Target>,
  segments: readonly string[],
  at: number,
  httpMethod: string,
): Found<Target> | undefined {
  for (const [name, methods] of place.greedy) {
    const found = choose(methods, httpMethod, [[name, segments.slice(at).join('/')]]);
    if (found) return found;
  }
  return undefined;
}

function choose<Target>(
  methods: Methods<Target>,
  httpMethod: string,
  parameters: Found<Target>['parameters'],
): Found<Target> | undefined {
  const target = methods.get(httpMethod) ?? (ANY_METHODS.has(httpMethod) ? methods.get('ANY') : undefined);
  return target === undefined ? undefined : { target, parameters };
}
