import type { GatewaySpec } from '../../spec/gateway.js';
import type { ApiArrangement } from '../../spec/pin.js';
import { apiNeeds, chooseApis } from '../choose-apis.js';
import type { ApiType } from '../plan.js';
import { grouped, type Requirement } from './requirement.js';

/** What forbids each way to put the routes on APIs; a way that nothing forbids has none. */
export function apiRequirements(spec: GatewaySpec): Readonly<Record<ApiArrangement, readonly Requirement[]>> {
  const against = (api: ApiType) => needing(spec, api);
  const [rest, http] = [against('rest'), against('http')];
  return { http: rest, rest: http, split: nothingToSplit(spec) };
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

/** Of a spec whose paths all come to one API. */
function nothingToSplit(spec: GatewaySpec): readonly Requirement[] {
  const choices = chooseApis(spec);
  const [only, other] = new Set(spec.routes.map((route) => choices.of(route).api));
  if (!only || other) return [];
  const because = only === 'http' ? 'no route needs a REST API' : 'every path needs a REST API';
  return [{ rule: 'NOTHING_TO_SPLIT', because: `${because}: there is nothing to split`, at: [] }];
}
