import type { Issue } from '../errors/issue.js';
import { quotas } from '../facts/quotas.js';
import { isStreamed } from '../spec/backend.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { parsePath, pathShape } from '../spec/path.js';
import { quotaLimit } from '../spec/quotas.js';
import type { Route } from '../spec/route.js';
import { placeOf } from '../spec/validate/place-of.js';
import { cheaperApi } from './arrangements/cheaper-api.js';
import { groupedBy } from './grouped-by.js';
import type { ApiType } from './plan.js';
import { routeAccess } from './route-access.js';

const COMPARISON = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html';

export interface ApiChoices {
  readonly of: (route: Route) => { readonly api: ApiType; readonly because: string };
  readonly issues: readonly Issue[];
}

export interface Need {
  readonly api: ApiType;
  readonly because: string;
}

/**
 * HTTP API where it can do all that a route asks, REST API where it cannot; or the other way round.
 * All methods of one path go together, so that a front that knows paths can join the two.
 *
 * @param preferred where routes go that need neither
 */
export function chooseApis(spec: GatewaySpec, preferred: ApiType = 'http'): ApiChoices {
  const otherwise = { api: preferred, because: FREE[preferred][cheaperApi(spec.traffic)] };
  const needs = new Map(spec.routes.map((route) => [route, apiNeeds(route, spec)]));
  const groups = [...groupedBy(spec.routes, shapeOf).values()];
  const needy = groups.filter((group) => group.some((route) => needs.get(route)?.length));
  const chosen = new Map<Route, Need>();
  for (const group of needy) {
    const shared = sharedNeed(group, needs);
    for (const route of group) chosen.set(route, needs.get(route)?.[0] ?? shared ?? otherwise);
  }
  return {
    of: (route) => chosen.get(route) ?? otherwise,
    issues: needy.flatMap((group) => conflicts(group, needs, spec)),
  };
}

function shapeOf(route: Route): string {
  const parsed = parsePath(route.path);
  return parsed.ok ? pathShape(parsed.segments) : route.path;
}

/** What forces an API type on a route, strongest reason first. */
export function apiNeeds(route: Route, spec: GatewaySpec): readonly Need[] {
  const insisted = route.api === 'auto' ? (spec.api ?? 'auto') : route.api;
  const needs: Need[] = [];
  if (routeAccess(route, spec).apiKey)
    needs.push({ api: 'rest', because: 'API keys and usage plans exist on REST APIs only' });
  if (route.to.kind === 'reply')
    needs.push({ api: 'rest', because: 'HTTP APIs have no mock integration for a fixed reply' });
  if (isStreamed(route.to))
    needs.push({ api: 'rest', because: 'HTTP APIs send no answer before all of it is there, and it streams' });
  if (route.backendToken && route.to.kind !== 'lambda')
    needs.push({
      api: 'rest',
      because: 'HTTP APIs hand Authorization on as it came, and cannot put a backend token there',
    });
  if (routeAccess(route, spec).tokens.some((all) => all.some(({ stepUps }) => stepUps.length > 0)))
    needs.push({
      api: 'http',
      because: "REST APIs rename a handler's WWW-Authenticate, and a step-up is asked for in it",
    });
  needs.push(...waitNeeds(route, spec));
  if (insisted !== 'auto')
    needs.push({ api: insisted, because: `the ${route.api === 'auto' ? 'gateway' : 'route'} insists on it` });
  return needs;
}

/** A streamed answer has a time of its own. Where the account's REST APIs may wait longer than HTTP APIs, these are for the longest. */
function waitNeeds({ to, timeoutMs }: Route, spec: GatewaySpec): readonly Need[] {
  if (timeoutMs === undefined || isStreamed(to)) return [];
  const [http, rest] = [quotas.httpTimeoutMs.value, quotaLimit('restTimeoutMs', spec.quotas)];
  if (timeoutMs > rest) return [{ api: 'http', because: `REST APIs wait ${rest} ms at most` }];
  return timeoutMs > http ? [{ api: 'rest', because: `HTTP APIs wait ${http} ms at most` }] : [];
}

/** Why a route is where it is that either API could serve: by that type, and by the one that is cheaper for it. */
const FREE: Record<ApiType, Record<ApiType, string>> = {
  http: {
    http: 'an HTTP API can do all that it asks, and costs less for a request',
    rest: 'an HTTP API can do all that it asks; at the stated traffic a request costs less on a REST API',
  },
  rest: {
    http: 'either API can do all that it asks, and the arrangement has such routes on REST',
    rest: 'either API can do all that it asks, and at the stated traffic a request costs less on a REST API',
  },
};

/** What one route of a path needs, for the others of it; of several the first by name, whatever order they stand in. */
function sharedNeed(group: readonly Route[], needs: ReadonlyMap<Route, readonly Need[]>): Need | undefined {
  const needy = group.filter((route) => needs.get(route)?.length).sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
  const [first] = needy;
  const need = first && needs.get(first)?.[0];
  return need && { api: need.api, because: `shares its path with ${first.pattern}, where ${need.because}` };
}

/** `api` is a way out where it is what one of the two insists on. */
function waysOut(routes: readonly Route[], same: boolean, spec: GatewaySpec): string {
  const insists = routes.some(({ api }) => api !== 'auto') || (spec.api ?? 'auto') !== 'auto';
  const otherwise = same ? 'give up one of the two' : 'move one to a path of its own';
  return insists ? `write api: 'auto'${same ? '' : ' on both'}, or ${otherwise}` : otherwise;
}

function conflicts(
  group: readonly Route[],
  needs: ReadonlyMap<Route, readonly Need[]>,
  spec: GatewaySpec,
): readonly Issue[] {
  const all = group.flatMap((route) => (needs.get(route) ?? []).map((need) => ({ route, ...need })));
  const first = all[0];
  const against = first && all.find((need) => need.api !== first.api);
  if (!first || !against) return [];
  const same = first.route === against.route;
  return [
    {
      code: same ? 'ROUTE_API_IMPOSSIBLE' : 'PATH_API_CONFLICT',
      place: `${placeOf(against.route)}.api`,
      message: same
        ? `no API type can do all that ${first.route.pattern} asks`
        : `${first.route.pattern} and ${against.route.pattern} share a path, but need different API types`,
      got: (same ? all.filter(({ route }) => route === first.route) : [first, against])
        .map(({ api, because }) => `${api.toUpperCase()}: ${because}`)
        .join('; '),
      allowed: 'needs that one API type meets, for all methods of a path',
      fix: waysOut([first.route, against.route], same, spec),
      source: COMPARISON,
    },
  ];
}
