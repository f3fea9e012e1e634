import type { Construct } from 'constructs';
import type { FunctionPlan, Plan } from '../plan/plan.js';
import { GatewayFunction } from './gateway-function.js';
import type { Bundle } from './stage-bundle.js';

/** Bundles functions; `bundleFunctions` is one. */
export type Bundler = (
  functions: readonly FunctionPlan[],
  options: { readonly codeRoot: string },
) => ReadonlyMap<string, Bundle>;

/**
 * The functions of a plan by id, each in the scope of its part.
 *
 * @param scopeOf the scope of a part; of none, the gateway's
 */
export function makeFunctions(
  { functions, logRetentionDays, tracing }: Plan,
  bundles: ReadonlyMap<string, Bundle>,
  scopeOf: (part: string | undefined) => Construct,
): ReadonlyMap<string, GatewayFunction> {
  return new Map(
    functions.map((plan) => {
      const bundle = bundles.get(plan.id);
      if (!bundle) throw new Error(`The bundler left out the function "${plan.id}"`);
      return [plan.id, new GatewayFunction(scopeOf(plan.part), plan.id, { plan, bundle, logRetentionDays, tracing })];
    }),
  );
}
