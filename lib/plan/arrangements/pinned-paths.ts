import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { normalBeginning } from '../../spec/path-tokens.js';
import type { Pin, PinnedArrangement } from '../../spec/pin.js';
import { REPIN } from '../../spec/validate/pin-issues.js';
import { apiNeeds } from '../choose-apis.js';
import type { ApiType, Plan } from '../plan.js';

type Paths = NonNullable<PinnedArrangement['paths']>;

/** Which paths are on which type of API, where there are both and each has an address of its own. */
export function pinnedPaths({ routes, edge, domain }: Pick<Plan, 'routes' | 'edge' | 'domain'>): Paths | undefined {
  const paths = pathsOf(routes);
  return edge || domain || paths.http.length === 0 || paths.rest.length === 0 ? undefined : paths;
}

/** Paths that both have, on other types, whatever their parameters are called. */
export function movedPaths(before: Paths | undefined, now: Paths | undefined): readonly string[] {
  if (!before || !now) return [];
  const [http, rest] = [before.http, before.rest].map((paths) => new Set(paths.map(normalBeginning)));
  return [
    ...now.rest.filter((path) => http?.has(normalBeginning(path))),
    ...now.http.filter((path) => rest?.has(normalBeginning(path))),
  ];
}

/** A pin holds a rule, and by it a path may come to need the other type of API. */
export function movedPathIssues(
  { routes, edge, domain }: Plan,
  { arrangement: { paths } }: Pin,
  spec: GatewaySpec,
): readonly Issue[] {
  if (!paths || edge || domain) return [];
  const first = new Map(routes.toReversed().map((route) => [route.path, route]));
  const needy = new Set(
    spec.routes.flatMap((route) => (apiNeeds(route, spec).length > 0 ? [normalBeginning(route.path)] : [])),
  );
  return movedPaths(paths, pathsOf(routes)).map((path) => {
    const route = first.get(path);
    const [was, is] = route?.api === 'rest' ? ['HTTP', 'REST'] : ['REST', 'HTTP'];
    const way = needy.has(normalBeginning(path))
      ? `put what needs the ${is} API on a path of its own`
      : `write api: '${was.toLowerCase()}' on its routes`;
    return {
      code: 'PIN_ROUTE_MOVED',
      place: 'pin.arrangement.paths',
      message: `${path} was on the ${was} API when this was pinned, and would move to the ${is} API, which has another address: ${route?.apiBecause}`,
      got: shown(path),
      allowed: 'paths that stay on their type of API; with an edge or a name the address stays, whatever they are on',
      fix: `${way}, or ${REPIN}`,
    };
  });
}

function pathsOf(routes: Plan['routes']): Paths {
  const on = (api: ApiType) => [...new Set(routes.flatMap((route) => (route.api === api ? [route.path] : [])))].sort();
  return { http: on('http'), rest: on('rest') };
}
