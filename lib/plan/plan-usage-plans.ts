import type { GatewaySpec } from '../spec/gateway.js';
import type { UsagePlan } from '../spec/usage-plan.js';
import type { UsagePlanPlan } from './plan.js';
import { routeAccess } from './route-access.js';

export function planUsagePlans(spec: GatewaySpec): readonly UsagePlanPlan[] {
  const plans = spec.routes.flatMap((route) => routeAccess(route, spec).apiKey?.plans ?? []);
  return [...new Map(plans.map((plan) => [plan.name, planUsagePlan(plan)])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

function planUsagePlan({ name, ratePerSecond, burst, quota }: UsagePlan): UsagePlanPlan {
  return { id: name, name, throttle: { ratePerSecond, burst }, ...(quota && { quota }) };
}
