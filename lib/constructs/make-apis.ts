import type { Construct } from 'constructs';
import type { BodyRefs } from '../openapi/index.js';
import type { ApiPlan, ApiType, Plan } from '../plan/plan.js';
import { type PlanSlice, slicesOf } from '../plan/split/slices-of.js';
import type { Bindings } from './bind-backends.js';
import { calledBackends } from './called-backends.js';
import type { GatewayFunction } from './gateway-function.js';
import { grantInvoke, grantInvokeToAll } from './grants.js';
import { makeHttpApi, type SynthesizedApi } from './http-api.js';
import { ownInvocationUris } from './invocation-uri.js';
import { makeRestApi, type RestRefs, type SynthesizedRestApi } from './rest-api.js';

/** What the APIs of a gateway call. */
export interface Invokable {
  readonly functions: ReadonlyMap<string, GatewayFunction>;
  readonly bindings: Bindings;
  readonly backends: BodyRefs['backends'];
}

/** An API of a gateway, whatever its type. */
export interface MadeApi extends SynthesizedApi {
  readonly plan: ApiPlan;
  /** Of a REST API. */
  readonly stage?: SynthesizedRestApi['stage'];
}

/** The APIs of a plan in its order, each in the scope of its part, with the right to call what they call. */
export function makeApis(
  plan: Plan,
  to: Invokable,
  scopeOf: (part: string | undefined) => Construct,
): ReadonlyMap<ApiPlan['id'], MadeApi> {
  grantInvokeToAll(scopeOf(undefined), plan, to);
  return new Map(slicesOf(plan).flatMap((slice) => apisOf(slice, to, scopeOf(slice.part))));
}

const MAKE = { http: makeHttpApi, rest: makeRestApi } satisfies Record<ApiType, unknown>;

function apisOf(slice: PlanSlice, to: Invokable, scope: Construct): readonly (readonly [string, MadeApi])[] {
  const refs: RestRefs = {
    backends: to.backends,
    invocationUris: invocationUris(scope, slice, to.functions),
    calledByRest: calledBackends(slice, 'rest', to),
  };
  return slice.apis.map((plan) => {
    const api = MAKE[plan.type](scope, slice, plan, refs);
    grantInvoke(scope, slice, plan.type, api.apiId, to);
    return [plan.id, { ...api, plan }];
  });
}

/** Of the functions that the slice names: a reference to any other would become a parameter of its stack. */
function invocationUris(
  scope: Construct,
  { integrations, authorizers }: Plan,
  functions: ReadonlyMap<string, GatewayFunction>,
): Record<string, string> {
  const used = new Set([...integrations, ...authorizers].flatMap((one) => ('function' in one ? [one.function] : [])));
  const uriOf = ownInvocationUris(scope);
  return Object.fromEntries(
    [...used].flatMap((id) => {
      const fn = functions.get(id);
      return fn ? [[id, uriOf(fn)]] : [];
    }),
  );
}
