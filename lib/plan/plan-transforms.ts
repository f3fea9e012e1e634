import type { Issue } from '../errors/issue.js';
import type { AroundConfig, AroundRoute, MiddlewareModule } from '../spec/around-config.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';
import type { Transform } from '../spec/transform.js';
import { placeOf } from '../spec/validate/place-of.js';
import { issueAt } from '../spec/validate/rule.js';
import type { ApiChoices } from './choose-apis.js';
import { chooseTransformPlace, type TransformsPlan } from './choose-transform-place.js';
import { addTo } from './grouped-by.js';
import { functionId, TRANSFORMER_FUNCTION_ID } from './ids.js';
import { onceChosen } from './once-chosen.js';

/** Where the transformations and middlewares of a route run; undefined where it has none. */
export function transformsOf(route: Route, choices: ApiChoices): TransformsPlan | undefined {
  return chooseTransformPlace(route, choices.of(route).api);
}

/** The function that a route's requests come to: the handler's own, or the one that stands before the backend. */
export function functionOf(route: Route, choices: ApiChoices): string | undefined {
  if (route.to.kind === 'lambda') return functionId(route.to);
  return transformsOf(route, choices)?.place === 'function' ? TRANSFORMER_FUNCTION_ID : undefined;
}

/** Routes by the function that their requests come to, in order of their names. */
export const routesByFunction = onceChosen((spec, choices): ReadonlyMap<string, readonly Route[]> => {
  const found = new Map<string, Route[]>();
  for (const route of spec.routes.toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1))) {
    const id = functionOf(route, choices);
    if (id !== undefined) addTo(found, id, route);
  }
  return found;
});

/** What parameter mapping and the backend's URL have to do for a route. */
export function mappedTransform(route: Route, choices: ApiChoices): Transform | undefined {
  return transformsOf(route, choices)?.place === 'mapping' ? route.transform : undefined;
}

/**
 * What is done around each function, by its id; functions without need of it are left alone. Of the others all routes are
 * held: `GET /x` without a transformation would be taken for the `ANY /x` beside it.
 */
export function planArounds(spec: GatewaySpec, choices: ApiChoices): ReadonlyMap<string, AroundConfig> {
  const needed = [...routesByFunction(spec, choices)].filter(([, routes]) =>
    routes.some((route) => transformsOf(route, choices)),
  );
  return new Map(needed.map(([id, routes]) => [id, aroundOf(routes)]));
}

function aroundOf(routes: readonly Route[]): AroundConfig {
  const modules = new Map(routes.flatMap(modulesOf).map((module) => [JSON.stringify(module), module]));
  const middleware = [...modules].sort(([a], [b]) => (a < b ? -1 : 1));
  const indexOf = (module: MiddlewareModule) => middleware.findIndex(([key]) => key === JSON.stringify(module));
  const planned = routes.map((route): [string, AroundRoute] => {
    const use = modulesOf(route).map(indexOf);
    const transform = route.transform && { transform: route.transform };
    return [route.pattern, { ...transform, ...(use.length > 0 && { use }) }];
  });
  return { routes: Object.fromEntries(planned), middleware: middleware.map(([, module]) => module) };
}

function modulesOf({ use = [] }: Route): readonly MiddlewareModule[] {
  return use.map(({ entry, export: exportName = 'middleware' }) => ({ entry, exportName }));
}

/** What only a function before the backend could do, where none can stand: what is bound may be private, or a function. */
export function boundTransformIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  return spec.routes.flatMap((route) => {
    const plan = transformsOf(route, choices);
    if (route.to.kind !== 'bound' || plan?.place !== 'function') return [];
    return [
      issueAt(placeOf(route), {
        code: 'TRANSFORM_BOUND',
        at: route.transform ? 'transform' : 'use',
        message: `no function can stand before a bound backend, and this needs ${plan.because}`,
        got: `backend('${route.to.name}') on ${choices.of(route).api === 'rest' ? 'a REST' : 'an HTTP'} API`,
        allowed: 'what parameter mapping of the API type can do, or http(…), or lambda(…)',
        fix: "write http('https://…') in place of the backend, or transform less",
        source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html',
      }),
    ];
  });
}
