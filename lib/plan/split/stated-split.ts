import type { GatewaySpec } from '../../spec/gateway.js';
import type { Split } from '../../spec/split.js';
import { pinIssues } from '../../spec/validate/pin-issues.js';
import { splitIssues } from '../../spec/validate/split-issues.js';

/** The split that a spec or its pin says, where it is sound; undefined: none, or the planner is to find it. */
export function statedSplit(spec: GatewaySpec): Split | undefined {
  const { split, pin } = spec;
  if (split !== undefined) return split && splitIssues(spec).length === 0 ? split : undefined;
  return pin?.arrangement?.split && pinIssues(spec).length === 0 ? pin.arrangement.split : undefined;
}
