import type { aws_wafv2 } from 'aws-cdk-lib';
import type { WebAclRulePlan } from '../../plan/web-acl-plan.js';
import type { RuleAction } from '../../spec/firewall.js';

const ACTIONS = {
  allow: { allow: {} },
  block: { block: {} },
  count: { count: {} },
  captcha: { captcha: {} },
  challenge: { challenge: {} },
} satisfies Record<RuleAction, aws_wafv2.CfnWebACL.RuleActionProperty>;

export function managedStatement(
  rule: Extract<WebAclRulePlan, { kind: 'managed' }>,
): aws_wafv2.CfnWebACL.StatementProperty {
  const overrides = Object.entries(rule.override);
  return {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name: rule.group,
      ...(rule.version !== undefined && { version: rule.version }),
      ...(overrides.length > 0 && {
        ruleActionOverrides: overrides.map(([name, action]) => ({ name, actionToUse: ACTIONS[action] })),
      }),
      ...groupConfig(rule),
    },
  };
}

/** Some groups do not go without settings of their own. */
function groupConfig({
  group,
  inspectionLevel,
}: Extract<WebAclRulePlan, { kind: 'managed' }>): Pick<
  aws_wafv2.CfnWebACL.ManagedRuleGroupStatementProperty,
  'managedRuleGroupConfigs'
> {
  if (inspectionLevel) {
    return { managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel } }] };
  }
  if (group !== 'AWSManagedRulesAntiDDoSRuleSet') return {};
  // Callers of an API solve no challenges, so what is suspect is refused.
  const clientSideActionConfig = { challenge: { usageOfAction: 'DISABLED' } };
  return { managedRuleGroupConfigs: [{ awsManagedRulesAntiDDoSRuleSet: { clientSideActionConfig } }] };
}
