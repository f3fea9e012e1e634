import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { WebAclPlan, WebAclRulePlan } from '../../../lib/plan/web-acl-plan.js';
import type { Firewall } from '../../../lib/spec/firewall.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, type SpecSettings, specOf } from '../../spec/specs.js';

/** The planned firewall of a gateway on a REST API. */
export function aclOf(
  firewall: Firewall,
  { routes = [aRoute('GET /a')], ...more }: SpecSettings & { readonly routes?: readonly Route[] } = {},
): WebAclPlan {
  const { firewall: acl } = planGateway(specOf(routes, { api: 'rest', firewall, ...more }));
  if (!acl) throw new Error('The plan has no firewall');
  return acl;
}

type Rule<Kind extends WebAclRulePlan['kind']> = Extract<WebAclRulePlan, { kind: Kind }>;

export function rulesOf<Kind extends WebAclRulePlan['kind']>(acl: WebAclPlan, kind: Kind): readonly Rule<Kind>[] {
  return acl.rules.filter((rule): rule is Rule<Kind> => rule.kind === kind);
}
