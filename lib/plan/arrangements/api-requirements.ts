import type { GatewaySpec } from '../../spec/gateway.js';
import type { ApiArrangement } from '../../spec/pin.js';
import type { Route } from '../../spec/route.js';
import { type ApiChoices, apiNeeds, chooseApis } from '../choose-apis.js';
import type { ApiType } from '../plan.js';
import { grouped, type Requirement } from './requirement.js';

/** What forbids each way to put the routes on APIs; a way that nothing forbids has none. */
export function apiRequirements(spec: GatewaySpec): Readonly<Record<ApiArrangement, readonly Requirement[]>> {
  const against = (api: ApiType) => needing(spec, api);
  const [rest, http] = [against('rest'), against('http')];
  return { http: rest, rest: http, ...nothingToSplit(spec) };
}

/** Routes that need one type of API, by the reason why. */
function needing(spec: GatewaySpec, api: ApiType): readonly Requirement[] {
  return grouped(
    spec.routes.flatMap((route) =>
      apiNeeds(route, spec)
        .filter((need) => need.api === api)
        .map(({ because }) => ({ rule: `NEEDS_${api.toUpperCase()}`, at: route.pattern, because })),
    ),
  );
}

/** Of a spec whose paths all come to one API, or to the same ones whichever is preferred. */
function nothingToSplit(spec: GatewaySpec): Readonly<Record<'split' | 'rest-first', readonly Requirement[]>> {
  const [http, rest] = [chooseApis(spec, 'http'), chooseApis(spec, 'rest')];
  const isFree = (route: Route) => http.of(route).api !== rest.of(route).api;
  const split = oneApi(spec, 'http', http);
  const restFirst = oneApi(spec, 'rest', rest) ?? (spec.routes.some(isFree) ? undefined : NONE_FREE);
  return { split: requirement(split), 'rest-first': requirement(restFirst) };
}

const NONE_FREE = 'every path needs one of the two APIs: they are split by route';

function oneApi({ routes }: GatewaySpec, preferred: ApiType, choices: ApiChoices): string | undefined {
  const [only, other] = new Set(routes.map((route) => choices.of(route).api));
  if (!only || other) return undefined;
  return only === preferred
    ? `no route needs ${NAMES[OTHER[only]]}: it is the same as all routes on ${NAMES[only]}`
    : `every path needs ${NAMES[only]}: there is nothing to split`;
}

const NAMES: Record<ApiType, string> = { http: 'an HTTP API', rest: 'a REST API' };
const OTHER: Record<ApiType, ApiType> = { http: 'rest', rest: 'http' };

function requirement(because: string | undefined): readonly Requirement[] {
  return because === undefined ? [] : [{ rule: 'NOTHING_TO_SPLIT', because, at: [] }];
}
