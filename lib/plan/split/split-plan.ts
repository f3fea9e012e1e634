import type { GatewaySpec } from '../../spec/gateway.js';
import type { Plan } from '../plan.js';
import { shareAuthorizers } from '../share-authorizers.js';
import { foundStarts, outgrown } from './found-starts.js';
import { statedSplit } from './stated-split.js';
import { withParts } from './with-parts.js';

/**
 * The plan in the parts that the spec or its pin say; without both, in one, or in as many as it takes where one would be
 * more than AWS takes. Equal authorizers are one where an API would have too many.
 */
export function splitPlan(plan: Plan, spec: GatewaySpec): Plan {
  const stated = statedSplit(spec);
  if (stated) return shareAuthorizers(withParts(plan, stated, spec.split ? BY_SPEC : BY_PIN), spec.quotas);
  const one = shareAuthorizers(plan, spec.quotas);
  if (spec.split === false || spec.pin) return one;
  const [worst] = outgrown(one, spec.quotas);
  if (!worst) return one;
  const because = `in one stack it would have ${worst.used.toLocaleString('en')} ${worst.unit}, and AWS takes ${worst.limit.toLocaleString('en')}`;
  const parted = withParts(plan, { from: foundStarts(plan, spec.quotas) }, { chosenBy: 'quota', because });
  return shareAuthorizers(parted, spec.quotas);
}

const BY_SPEC = { chosenBy: 'spec', because: 'the spec says what its parts are' } as const;
const BY_PIN = { chosenBy: 'pin', because: 'the spec pins it' } as const;
