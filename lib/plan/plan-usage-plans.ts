import type { GatewaySpec } from '../spec/gateway.js';
import type { Throttle, UsagePlan } from '../spec/usage-plan.js';
import type { UsagePlanPlan } from './plan.js';
import { routeAccess } from './route-access.js';

export function planUsagePlans(spec: GatewaySpec): readonly UsagePlanPlan[] {
  const plans = spec.routes.flatMap((route) => routeAccess(route, spec).apiKey?.plans ?? []);
  return [...new Map(plans.map((plan) => [plan.name, planUsagePlan(plan)])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

function planUsagePlan({ name, ratePerSecond, burst, quota, routes }: UsagePlan): UsagePlanPlan {
  return {
    id: name,
    name,
    throttle: { ratePerSecond, burst },
    ...(quota && { quota }),
    ...(routes && { routes: sorted(routes) }),
  };
}

/** By pattern, whatever order the spec has. */
function sorted(routes: Readonly<Record<string, Throttle>>): Readonly<Record<string, Throttle>> {
  return Object.fromEntries(Object.entries(routes).sort(([a], [b]) => (a < b ? -1 : 1)));
}
