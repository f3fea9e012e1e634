import type { aws_wafv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { WebAclPlan, WebAclRulePlan } from '../../plan/web-acl-plan.js';
import { bodySizeStatement } from './body-size-statement.js';
import { managedStatement } from './managed-statement.js';
import { matchStatement } from './match-statement.js';
import { rateStatement } from './rate-statement.js';
import type { ResponseBodies } from './response-bodies.js';

type RuleProperty = aws_wafv2.CfnWebACL.RuleProperty;

export function webAclRule(
  scope: Construct,
  id: string,
  acl: WebAclPlan,
  rule: WebAclRulePlan,
  { priority, bodies }: { readonly priority: number; readonly bodies: ResponseBodies },
): RuleProperty {
  return {
    name: rule.name,
    priority,
    statement: statementOf(scope, id, acl, rule),
    visibilityConfig: visibility(rule.name),
    ...(rule.kind === 'managed'
      ? { overrideAction: rule.count ? { count: {} } : { none: {} } }
      : { action: actionOf(rule, bodies), ruleLabels: [{ name: `gatewright:${rule.name}` }] }),
  };
}

/** @param metricName in CloudWatch; samples of requests stay with AWS WAF for three hours, without what the ACL protects */
export function visibility(metricName: string): aws_wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

function statementOf(
  scope: Construct,
  id: string,
  acl: WebAclPlan,
  rule: WebAclRulePlan,
): aws_wafv2.CfnWebACL.StatementProperty {
  if (rule.kind === 'match') return matchStatement(scope, id, rule, acl);
  if (rule.kind === 'rate') return rateStatement(rule);
  return rule.kind === 'body-size' ? bodySizeStatement(rule) : managedStatement(rule);
}

function actionOf(
  rule: Exclude<WebAclRulePlan, { kind: 'managed' }>,
  bodies: ResponseBodies,
): aws_wafv2.CfnWebACL.RuleActionProperty {
  const action = rule.kind === 'body-size' ? 'block' : rule.action;
  if (action === 'allow') return { allow: {} };
  if (action === 'count') return { count: {} };
  return { block: rule.response ? { customResponse: bodies.of(rule.response) } : {} };
}
