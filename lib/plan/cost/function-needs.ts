import { BYTES_PER_GB } from '../../facts/prices.js';
import type { AuthorizerPlan, FunctionPlan, Plan, RoutePlan } from '../plan.js';
import { authorizerOf } from '../split/function-parts.js';
import type { CostAssumptions } from './assumptions.js';
import type { Need } from './cost-line.js';
import { type RouteTraffic, sumOf } from './route-traffic.js';
import { streamedIntegrations } from './streamed-integrations.js';

/** An answer's first 6 MB cost nothing besides the invocation. https://aws.amazon.com/lambda/pricing/ */
const STREAM_FREE_BYTES = 6 * 1_024 * 1_024;

/** Calls of a function in a month. */
interface Calls {
  readonly fn: FunctionPlan;
  readonly calls: number;
}

/** Invocations of handlers, transformers and authorizers, and the time that they take. */
export interface FunctionCalls {
  readonly handlers: readonly Calls[];
  readonly authorizers: readonly Calls[];
}

export function functionCalls(plan: Plan, traffic: readonly RouteTraffic[], assumed: CostAssumptions): FunctionCalls {
  const byId = new Map(plan.functions.map((fn) => [fn.id, fn]));
  const handlerOf = handlerFunctions(plan);
  const asked = authorizerShares(plan, assumed);
  const handlers = new Map<FunctionPlan, number>();
  const authorizers = new Map<FunctionPlan, number>();
  for (const { route, reaching, calling } of traffic) {
    add(handlers, byId.get(handlerOf.get(route.integration) ?? ''), calling);
    const { id, share } = asked(route);
    add(authorizers, byId.get(id ?? ''), reaching * share);
  }
  return { handlers: listed(handlers), authorizers: listed(authorizers) };
}

function add(counts: Map<FunctionPlan, number>, fn: FunctionPlan | undefined, calls: number): void {
  if (fn) counts.set(fn, (counts.get(fn) ?? 0) + calls);
}

function listed(counts: ReadonlyMap<FunctionPlan, number>): readonly Calls[] {
  return [...counts].map(([fn, calls]) => ({ fn, calls }));
}

/** Integration → function. */
function handlerFunctions({ integrations }: Plan): ReadonlyMap<string, string> {
  return new Map(integrations.flatMap((one) => (one.kind === 'lambda' ? [[one.id, one.function] as const] : [])));
}

interface Asked {
  /** The authorizer's function; absent: a route has none, or a native one. */
  readonly id?: string;
  /** Share of requests that its kept answers do not answer. */
  readonly share: number;
}

export function authorizerShares({ authorizers }: Plan, { tokenReuse }: CostAssumptions): (route: RoutePlan) => Asked {
  const byId = new Map(authorizers.map((authorizer) => [authorizer.id, authorizer]));
  return ({ auth }) => {
    const authorizer: AuthorizerPlan | undefined = byId.get(authorizerOf(auth) ?? '');
    if (!authorizer || !('function' in authorizer)) return { share: 0 };
    return { id: authorizer.function, share: authorizer.ttlSeconds > 0 ? 1 - tokenReuse : 1 };
  };
}

export function functionNeeds(
  plan: Plan,
  { handlers, authorizers }: FunctionCalls,
  traffic: readonly RouteTraffic[],
  assumed: CostAssumptions,
): readonly Need[] {
  const { handlerMs, authorizerMs, responseBytes } = assumed;
  const streamed = streamedIntegrations(plan);
  const beyond = Math.max(0, responseBytes - STREAM_FREE_BYTES);
  const streams = sumOf(traffic, ({ route, reaching }) => (streamed.has(route.integration) ? reaching : 0));
  return [
    { id: 'handlerCalls', quantity: callsOf(handlers) },
    { id: 'handlerCompute', quantity: gbSeconds(handlers, () => handlerMs) },
    { id: 'streamed', quantity: (streams * beyond) / BYTES_PER_GB },
    { id: 'authorizerCalls', quantity: callsOf(authorizers) },
    {
      id: 'authorizerCompute',
      quantity: gbSeconds(authorizers, ({ kind }) => (kind === 'authorizer' ? authorizerMs : handlerMs)),
    },
  ];
}

export function callsOf(all: readonly Calls[]): number {
  return all.reduce((sum, { calls }) => sum + calls, 0);
}

/** Lambda bills whole milliseconds. */
function gbSeconds(all: readonly Calls[], msOf: (fn: FunctionPlan) => number): number {
  return all.reduce((sum, { fn, calls }) => sum + (calls * fn.memoryMb * Math.ceil(msOf(fn))) / (1_024 * 1_000), 0);
}
