import type { GatewaySpec } from '../spec/gateway.js';
import type { UsagePlan } from '../spec/usage-plan.js';
import type { UsagePlanPlan } from './plan.js';

export function planUsagePlans(spec: GatewaySpec): readonly UsagePlanPlan[] {
  const auths = [spec.auth, ...spec.routes.map((route) => route.auth)];
  const plans = auths.flatMap((auth) => (auth && auth !== 'public' && auth.kind === 'api-key' ? auth.plans : []));
  return [...new Map(plans.map((plan) => [plan.name, planUsagePlan(plan)])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
}

function planUsagePlan({ name, ratePerSecond, burst, quota }: UsagePlan): UsagePlanPlan {
  return { id: name, name, throttle: { ratePerSecond, burst }, ...(quota && { quota }) };
}
