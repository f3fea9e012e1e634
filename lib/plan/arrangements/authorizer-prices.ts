import type { PriceList } from '../../facts/prices.js';
import { type CostAssumptions, estimateCost } from '../estimate-cost.js';
import { groupedBy } from '../grouped-by.js';
import { AUTHORIZER_FUNCTION_ID } from '../ids.js';
import type { ApiType, AuthorizerPlan, FunctionPlan, Plan } from '../plan.js';

/** Which authorizer checks some schemes, and what the function costs that does or could. */
export interface AuthorizerPrice {
  readonly kind: 'native' | 'function';
  readonly api: ApiType;
  /** None: public routes behind a closed edge. */
  readonly schemes: readonly string[];
  /** What the function costs; where the authorizer is native, what one in its place would, its logs too. */
  readonly functionUsdPerMonth: number;
  /** Why it is a function and no native one, or that it is native. */
  readonly because: string;
}

/** Native ones cost nothing, and stand wherever they can do what is asked. Parts of a split gateway count together. */
export function authorizerPrices(
  plan: Plan,
  assumed: Partial<CostAssumptions>,
  list: PriceList,
): readonly AuthorizerPrice[] {
  const usd = estimateCost(plan, assumed, list).usdPerMonth;
  const groups = groupedBy(plan.authorizers, ({ kind, schemes }) => JSON.stringify([kind, schemes]));
  return [...groups.values()].map((same) => {
    const [first] = same;
    const kind = 'function' in first ? 'function' : 'native';
    const other = kind === 'function' ? withoutFunction(plan, same) : withFunction(plan, same);
    const functionUsdPerMonth = Math.abs(estimateCost(other, assumed, list).usdPerMonth - usd);
    return { kind, api: first.api, schemes: first.schemes, functionUsdPerMonth, because: first.because };
  });
}

function withoutFunction(plan: Plan, some: readonly AuthorizerPlan[]): Plan {
  const ids = new Set(some.map(({ id }) => id));
  return { ...plan, authorizers: plan.authorizers.filter(({ id }) => !ids.has(id)) };
}

/** Answers are kept for as long as those of a native one: a token's default of five minutes. */
const KEPT_SECONDS = 300;

/** As the planner makes it where a token asks for it. */
const FUNCTION: FunctionPlan = {
  kind: 'authorizer',
  id: AUTHORIZER_FUNCTION_ID,
  memoryMb: 512,
  timeoutMs: 5_000,
  config: { schemes: {}, exchanges: {}, routes: {} },
  secrets: [],
  because: '',
};

function withFunction(plan: Plan, some: readonly AuthorizerPlan[]): Plan {
  const ids = new Set(some.map(({ id }) => id));
  const authorizers = plan.authorizers.map((one): AuthorizerPlan => {
    if (!ids.has(one.id)) return one;
    const { id, schemes, because, api } = one;
    const kind = api === 'http' ? 'http-lambda' : 'rest-lambda';
    const identity = { headers: ['authorization'], query: [] };
    return { id, schemes, because, kind, api, function: AUTHORIZER_FUNCTION_ID, identity, ttlSeconds: KEPT_SECONDS };
  });
  const there = plan.functions.some(({ id }) => id === AUTHORIZER_FUNCTION_ID);
  return { ...plan, authorizers, functions: there ? plan.functions : [...plan.functions, FUNCTION] };
}
