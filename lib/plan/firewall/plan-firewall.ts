import type { GatewaySpec } from '../../spec/gateway.js';
import type { ApiChoices } from '../choose-apis.js';
import type { WebAclPlan } from '../web-acl-plan.js';
import { pathPrefix } from './path-prefix.js';
import { planBodySizeRules } from './plan-body-size-rules.js';
import { planManagedRules } from './plan-managed-rules.js';
import { planMatchRules } from './plan-match-rules.js';
import { planRateRules } from './plan-rate-rules.js';
import { redacted } from './redacted.js';

/** The web ACL of a sound spec; of one without a firewall, none. */
export function planFirewall(spec: GatewaySpec, choices: ApiChoices): WebAclPlan | undefined {
  const { firewall, edge } = spec;
  if (!firewall) return undefined;
  const prefix = pathPrefix(spec);
  const rules = [
    ...planMatchRules(firewall, prefix),
    ...planRateRules(firewall, prefix),
    ...planBodySizeRules(spec, firewall, choices),
    ...planManagedRules(firewall),
  ];
  return {
    ...(edge ? AT_THE_EDGE : AT_THE_STAGE),
    rules,
    inspectKb: firewall.inspectKb ?? neededKb(spec),
    log: firewall.log ?? 'blocked',
    redacted: redacted(spec),
    wcu: rules.reduce((sum, { wcu }) => sum + wcu, 0),
  };
}

const AT_THE_EDGE = {
  scope: 'CLOUDFRONT',
  attachedTo: 'edge',
  because: 'CloudFront sees who calls; behind it, all requests would come from addresses of its own',
} as const;

const AT_THE_STAGE = {
  scope: 'REGIONAL',
  attachedTo: 'rest-stage',
  because: 'the gateway has no edge, so the stage of its REST API is what callers reach first',
} as const;

/** Without a price where it is 16; a longer limit could not be told from what is longer still. */
function neededKb({ routes }: GatewaySpec): WebAclPlan['inspectKb'] {
  const most = Math.max(0, ...routes.map(({ maxBodyBytes = 0 }) => maxBodyBytes));
  return ([16, 32, 48] as const).find((kb) => kb * 1024 >= most) ?? 64;
}
