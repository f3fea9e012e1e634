import type { GatewaySpec } from '../../spec/gateway.js';
import type { Split } from '../../spec/split.js';
import type { Plan, SplitPlan } from '../plan.js';
import { dividedBeginnings, outgrown } from './divided.js';
import { withParts } from './with-parts.js';

/**
 * The plan in the parts that the spec or its pin say; without both, in one, or in as many as it takes where one would be
 * more than AWS takes.
 */
export function splitPlan(plan: Plan, spec: Pick<GatewaySpec, 'split' | 'pin' | 'quotas'>): Plan {
  const { split, pin, quotas } = spec;
  if (split === false) return plan;
  if (split) return withParts(plan, split, { chosenBy: 'spec', because: 'the spec says what its parts are' });
  if (pin) return pinned(plan, pin.arrangement.splitAt);
  const [worst] = outgrown(plan, quotas);
  if (!worst) return plan;
  const because = `in one stack it would have ${worst.used.toLocaleString('en')} ${worst.unit}, and AWS takes ${worst.limit.toLocaleString('en')}`;
  return withParts(plan, { at: dividedBeginnings(plan, quotas) }, { chosenBy: 'quota', because });
}

function pinned(plan: Plan, at: Split['at']): Plan {
  return at ? withParts(plan, { at }, { chosenBy: 'pin', because: 'the spec pins it' }) : plan;
}

/** The beginnings that a pin holds of a split; of one by names there is nothing to hold, since the spec has it. */
export function splitAtOf(split: SplitPlan | undefined): readonly string[] | undefined {
  return split && split.chosenBy !== 'spec' ? split.rule.at : undefined;
}
