import { createRouter as createHttpRouter } from '../../lib/local/http-api/routing/create-router.js';
import type { ApiModel } from '../../lib/local/model/cloud.js';
import { createRouter as createRestRouter } from '../../lib/local/rest/routing/create-router.js';
import { frontTable } from '../../lib/local/server/front-table.js';
import type { Plan } from '../../lib/plan/plan.js';

export interface LocalRouting {
  /** The API that the local front sends a request to. */
  readonly apiOf: (method: string, path: string, requested?: string) => string | undefined;
  /** The route that this API then takes, by the rules of its kind; undefined where it has none. */
  readonly routeOf: (method: string, path: string) => string | undefined;
}

/** What the local gateway, which shares nothing with the plan, makes of a request. */
export function localRouting({ routes }: Pick<Plan, 'routes'>): LocalRouting {
  const on = (api: string) => routes.filter((route) => route.api === api);
  const rest = createRestRouter(on('rest').map(({ id, method, path }) => ({ path, httpMethod: method, target: id })));
  const http = createHttpRouter(on('http').map(({ id }) => [id, id] as const));
  const apis = [
    { kind: 'http', stages: [{}], routes: on('http').map(({ id }) => ({ routeKey: id })) },
    { kind: 'rest', stages: [{}], methods: on('rest').map(({ method, path }) => ({ httpMethod: method, path })) },
  ].filter(({ kind }) => on(kind).length > 0) as unknown as readonly ApiModel[];
  const front = frontTable({ apis });
  const apiOf: LocalRouting['apiOf'] = (method, path, requested) => front.choose(method, path, requested)?.kind;
  return {
    apiOf,
    routeOf: (method, path) =>
      apiOf(method, path) === 'rest' ? rest(path, method)?.target : http(method, path)?.value,
  };
}
