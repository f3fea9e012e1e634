import { IssuesError } from '../../errors/issue.js';
import { arrangementText } from '../../plan/arrangements/arrangement.js';
import type { BillProps } from '../../plan/cost/bill.js';
import type { Plan } from '../../plan/plan.js';
import { planGateway } from '../../plan/plan-gateway.js';
import type { GatewaySpec } from '../../spec/gateway.js';

/**
 * The spec as if it stated the traffic that flags state, so that it is held to the same rules, and what stands follows
 * from it where either states requests. Several numbers of requests are for the bill alone.
 */
export function planSubject(spec: GatewaySpec, { levels = [], given = {} }: BillProps): GatewaySpec {
  const [only, ...others] = levels;
  const { tracedShare: _, logBytes: __, authorizerMs: ___, ...sizes } = given;
  const traffic = { ...sizes, ...(only !== undefined && others.length === 0 && { requestsPerMonth: only }) };
  return Object.keys(traffic).length === 0 ? spec : { ...spec, traffic: { ...spec.traffic, ...traffic } };
}

/** What is deployed all the same where the traffic of flags chose otherwise; undefined where it did not. */
export function deployedInstead(spec: GatewaySpec, { arrangement: chosen }: Plan): string | undefined {
  const alone = arrangementAlone(spec);
  const shown = arrangementText(chosen);
  if (alone === shown) return undefined;
  return `Chosen for the traffic of the flags. The spec alone ${alone === undefined ? 'is refused' : `deploys ${alone}`}: write traffic there, or pin ${shown}`;
}

function arrangementAlone(spec: GatewaySpec): string | undefined {
  try {
    return arrangementText(planGateway(spec).arrangement);
  } catch (error) {
    if (error instanceof IssuesError) return undefined;
    throw error;
  }
}
