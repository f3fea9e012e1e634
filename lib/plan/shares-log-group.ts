import type { FunctionPlan } from './plan.js';

/**
 * Whether a function writes to the log group that the gateway's handlers share: a group for each would be a resource
 * more of a stack that holds 500. What decides who comes in, and what keeps keys and the origin, has a group of its own,
 * in which no handler can write.
 */
export function sharesLogGroup({ kind }: Pick<FunctionPlan, 'kind'>): boolean {
  return kind === 'handler' || kind === 'transformer';
}
