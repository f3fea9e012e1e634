import { createRouter as createHttpRouter } from '../../lib/local/http-api/routing/create-router.js';
import type { ApiModel } from '../../lib/local/model/cloud.js';
import { createRouter as createRestRouter } from '../../lib/local/rest/routing/create-router.js';
import { frontTable } from '../../lib/local/server/front-table.js';
import type { ApiPlan, Plan } from '../../lib/plan/plan.js';

export interface LocalRouting {
  /** Id of the API that the local front sends a request to. */
  readonly apiOf: (method: string, path: string, requested?: string) => string | undefined;
  /** The route that this API then takes, by the rules of its kind; undefined where it has none. */
  readonly routeOf: (method: string, path: string) => string | undefined;
}

/** What the local gateway, which shares nothing with the plan, makes of a request. */
export function localRouting({ apis, routes }: Pick<Plan, 'apis' | 'routes'>): LocalRouting {
  const on = (api: ApiPlan) => routes.filter((route) => route.api === api.type && route.part === api.part);
  const front = frontTable({ apis: apis.map((api) => modelOf(api, on(api))) });
  const routers = new Map(apis.map((api) => [api.id, routerOf(api, on(api))]));
  const apiOf: LocalRouting['apiOf'] = (method, path, requested) => front.choose(method, path, requested)?.apiId;
  return { apiOf, routeOf: (method, path) => routers.get(apiOf(method, path) ?? '')?.(method, path) };
}

function modelOf({ id, type }: ApiPlan, routes: Plan['routes']): ApiModel {
  const common = { kind: type, apiId: id, stages: [{}] };
  const model =
    type === 'http'
      ? { ...common, routes: routes.map((route) => ({ routeKey: route.id })) }
      : { ...common, methods: routes.map(({ method, path }) => ({ httpMethod: method, path })) };
  return model as unknown as ApiModel;
}

function routerOf({ type }: ApiPlan, routes: Plan['routes']): LocalRouting['routeOf'] {
  if (type === 'http') {
    const find = createHttpRouter(routes.map(({ id }) => [id, id] as const));
    return (method, path) => find(method, path)?.value;
  }
  const find = createRestRouter(routes.map(({ id, method, path }) => ({ path, httpMethod: method, target: id })));
  return (method, path) => find(path, method)?.target;
}
