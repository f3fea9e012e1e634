export { type CostAssumptions, type CostEstimate, DEFAULT_ASSUMPTIONS, estimateCost } from './estimate-cost.js';
export type * from './plan.js';
export { planGateway } from './plan-gateway.js';
