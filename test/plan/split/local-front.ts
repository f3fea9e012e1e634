import { createRouter as createHttpRouter } from '../../../lib/local/http-api/routing/create-router.js';
import type { ApiModel } from '../../../lib/local/model/cloud.js';
import { createRouter as createRestRouter } from '../../../lib/local/rest/routing/create-router.js';
import { frontTable } from '../../../lib/local/server/front-table.js';
import type { ApiPlan, Plan } from '../../../lib/plan/plan.js';
import { apiIdOf } from '../../../lib/plan/split/api-id.js';

type RouteOf = (method: string, path: string) => string | undefined;

/** The route that answers a request to the local gateway, which shares nothing with the plan but its routes. */
export function localFront({ apis, routes }: Pick<Plan, 'apis' | 'routes'>): RouteOf {
  const made = new Map(apis.map((api) => [modelOf(api, routes), routerOf(api, routes)]));
  const front = frontTable({ apis: [...made.keys()] });
  return (method, path) => {
    const api = front.choose(method, path);
    return api && made.get(api)?.(method, path);
  };
}

function routesOn({ id }: ApiPlan, routes: Plan['routes']): Plan['routes'] {
  return routes.filter((route) => apiIdOf(route) === id);
}

function modelOf(api: ApiPlan, all: Plan['routes']): ApiModel {
  const routes = routesOn(api, all);
  const own =
    api.type === 'http'
      ? { routes: routes.map(({ id }) => ({ routeKey: id })) }
      : { methods: routes.map(({ method, path }) => ({ httpMethod: method, path })) };
  return { kind: api.type, stages: [{}], ...own } as unknown as ApiModel;
}

function routerOf(api: ApiPlan, all: Plan['routes']): RouteOf {
  const routes = routesOn(api, all);
  if (api.type === 'http') {
    const http = createHttpRouter(routes.map(({ id }) => [id, id] as const));
    return (method, path) => http(method, path)?.value;
  }
  const rest = createRestRouter(routes.map(({ id, method, path }) => ({ path, httpMethod: method, target: id })));
  return (method, path) => rest(path, method)?.target;
}
