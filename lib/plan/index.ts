export type * from './plan.js';
export { planGateway } from './plan-gateway.js';
