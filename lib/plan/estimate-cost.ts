import { type PriceTier, prices } from '../facts/prices.js';
import { edgeLines, reaching } from './edge/edge-cost.js';
import { firewallLines } from './firewall/firewall-cost.js';
import { originLines } from './origin/origin-cost.js';
import type { ApiId, Plan, RouteAuthPlan } from './plan.js';

/** What the estimate takes for granted; all of it is printed with the result. */
export interface CostAssumptions {
  /** Spread evenly over the routes. */
  readonly requestsPerMonth: number;
  /** Time that a handler runs for a request. */
  readonly handlerMs: number;
  /** Share of requests whose token is in the authorizer's result cache, 0 to 1. */
  readonly tokenReuse: number;
  /** Length of an access-log line. */
  readonly logBytes: number;
  /** Share of the requests to cached routes that the edge answers itself, 0 to 1. */
  readonly cacheHitShare: number;
  /** Length of an answer, as the edge sends it. */
  readonly answerBytes: number;
}

interface CostLine {
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerMonth: number;
}

export interface CostEstimate {
  readonly assumptions: CostAssumptions;
  readonly lines: readonly CostLine[];
  readonly usdPerMonth: number;
}

export const DEFAULT_ASSUMPTIONS: CostAssumptions = {
  requestsPerMonth: 1_000_000,
  handlerMs: 50,
  tokenReuse: 0.8,
  logBytes: 500,
  cacheHitShare: 0.5,
  answerBytes: 2_000,
};

/** Dollars a month at list prices of us-east-1, without free tiers, data transfer and what the backends do. */
export function estimateCost(plan: Plan, given: Partial<CostAssumptions> = {}): CostEstimate {
  const assumptions = { ...DEFAULT_ASSUMPTIONS, ...given };
  const lines = [
    ...requestLines(plan, assumptions),
    ...handlerLines(plan, assumptions),
    ...authorizerLines(plan, assumptions),
    logLine(assumptions),
    keeperAlarmLine(plan),
    ...originLines(plan, assumptions.requestsPerMonth),
    ...firewallLines(plan, assumptions.requestsPerMonth),
    ...edgeLines(plan, assumptions),
  ].filter((line) => line.quantity > 0);
  return { assumptions, lines, usdPerMonth: lines.reduce((sum, line) => sum + line.usdPerMonth, 0) };
}

const API_PRICES: Record<ApiId, { readonly item: string; readonly tiers: readonly PriceTier[] }> = {
  http: { item: 'HTTP API requests', tiers: prices.httpApiRequests },
  rest: { item: 'REST API requests', tiers: prices.restApiRequests },
};

function requestLines(plan: Plan, assumptions: CostAssumptions): readonly CostLine[] {
  return plan.apis.map(({ id }) => {
    const routes = plan.routes.filter((route) => route.api === id);
    const reach = routes.reduce((sum, route) => sum + reaching(plan, route.id, assumptions), 0);
    const quantity = assumptions.requestsPerMonth * share(plan, reach);
    return {
      item: API_PRICES[id].item,
      quantity,
      unit: 'requests',
      usdPerMonth: tiered(quantity, API_PRICES[id].tiers),
    };
  });
}

function handlerLines(plan: Plan, assumptions: CostAssumptions): readonly CostLine[] {
  const { requestsPerMonth, handlerMs } = assumptions;
  const routes = routesByFunction(plan, assumptions);
  const handlers = plan.functions
    .filter((fn) => fn.kind === 'handler' || fn.kind === 'transformer')
    .map((fn) => ({ memoryMb: fn.memoryMb, calls: requestsPerMonth * share(plan, routes.get(fn.id) ?? 0) }));
  const calls = handlers.reduce((sum, handler) => sum + handler.calls, 0);
  const gbSeconds = handlers.reduce(
    (sum, handler) => sum + handler.calls * gbSecondsOf(handler.memoryMb, handlerMs),
    0,
  );
  return [lambdaCalls('Handler invocations', calls), lambdaCompute('Handler compute, arm64', gbSeconds)];
}

/** A route counts as much as its requests come to the function. */
function routesByFunction(plan: Plan, assumptions: CostAssumptions): ReadonlyMap<string, number> {
  const { integrations, routes } = plan;
  const functions = new Map(integrations.map((one) => [one.id, one.kind === 'lambda' ? one.function : undefined]));
  const counts = new Map<string, number>();
  for (const route of routes) {
    const id = functions.get(route.integration);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + reaching(plan, route.id, assumptions));
  }
  return counts;
}

/** A verification of a cached key takes about a millisecond; Lambda bills by the millisecond. */
const AUTHORIZER_MS = 2;

function authorizerLines(plan: Plan, assumptions: CostAssumptions): readonly CostLine[] {
  const { requestsPerMonth, tokenReuse } = assumptions;
  const authorizers = new Map(plan.authorizers.map((authorizer) => [authorizer.id, authorizer]));
  const asked = plan.routes.map(({ id, auth }) => {
    const authorizer = authorizers.get(authorizerOf(auth) ?? '');
    if (!authorizer || !('function' in authorizer)) return 0;
    return (authorizer.ttlSeconds > 0 ? 1 - tokenReuse : 1) * reaching(plan, id, assumptions);
  });
  const calls =
    requestsPerMonth *
    share(
      plan,
      asked.reduce((sum: number, each) => sum + each, 0),
    );
  const memoryMb = plan.functions.find((fn) => fn.kind === 'authorizer')?.memoryMb ?? 0;
  return [
    lambdaCalls('Authorizer invocations', calls),
    lambdaCompute('Authorizer compute, arm64', calls * gbSecondsOf(memoryMb, AUTHORIZER_MS)),
  ];
}

function authorizerOf(auth: RouteAuthPlan): string | undefined {
  if (auth.kind === 'public') return auth.originAuthorizer;
  return auth.authorization.kind === 'authorizer' ? auth.authorization.authorizer : undefined;
}

function logLine({ requestsPerMonth, logBytes }: CostAssumptions): CostLine {
  const quantity = (requestsPerMonth * logBytes) / 1e9;
  return { item: 'Access logs', quantity, unit: 'GB', usdPerMonth: quantity * prices.logsUsdPerGb };
}

/** On runs that fail and runs that do not come. The runs themselves are left out: 2,880 of some 2 s are under 3 cents. */
const KEEPER_ALARMS = 2;

function keeperAlarmLine({ functions }: Plan): CostLine {
  const quantity = functions.filter((fn) => fn.kind === 'key-keeper').length * KEEPER_ALARMS;
  return {
    item: 'Alarms on the key keeper',
    quantity,
    unit: 'alarms',
    usdPerMonth: quantity * prices.alarmUsdPerMonth,
  };
}

function lambdaCalls(item: string, quantity: number): CostLine {
  return { item, quantity, unit: 'invocations', usdPerMonth: tiered(quantity, prices.lambdaRequests) };
}

function lambdaCompute(item: string, quantity: number): CostLine {
  return { item, quantity, unit: 'GB-s', usdPerMonth: quantity * prices.lambdaArm64UsdPerGbSecond };
}

function gbSecondsOf(memoryMb: number, ms: number): number {
  return (memoryMb / 1024) * (ms / 1000);
}

function share(plan: Plan, routes: number): number {
  return routes / plan.routes.length;
}

function tiered(quantity: number, tiers: readonly PriceTier[]): number {
  let usd = 0;
  let from = 0;
  for (const { upTo, usdPerMillion } of tiers) {
    usd += (Math.max(0, Math.min(quantity, upTo) - from) / 1e6) * usdPerMillion;
    from = upTo;
  }
  return usd;
}
