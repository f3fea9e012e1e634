import type { aws_wafv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { WebAclPlan } from '../../plan/web-acl-plan.js';
import { cdk } from '../cdk.js';
import { logGroup } from '../log-group.js';

/**
 * Decisions of an ACL into a log group of its own, whose name AWS WAF wants to begin so; the ACL's id keeps it free for
 * another life of the stack. AWS WAF writes the group's resource policy itself.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export function logWebAcl(
  scope: Construct,
  id: string,
  acl: aws_wafv2.CfnWebACL,
  plan: WebAclPlan,
  retentionDays: number,
): void {
  if (plan.log === 'none') return;
  const stack = cdk.Stack.of(scope);
  const group = logGroup(scope, `${id}Logs`, retentionDays, `aws-waf-logs-${stack.stackName}-${acl.attrId}`);
  const arn = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: group.ref,
    arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
  });
  new cdk.aws_wafv2.CfnLoggingConfiguration(scope, `${id}Logging`, {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [arn],
    redactedFields: [
      ...plan.redacted.headers.map((name) => ({ singleHeader: { Name: name } })),
      ...(plan.redacted.query ? [{ queryString: {} }] : []),
    ],
    ...(plan.log === 'blocked' ? { loggingFilter: DECISIONS } : {}),
  });
}

/** What a rule refused, asked to prove itself, or counted. */
const DECISIONS = {
  DefaultBehavior: 'DROP',
  Filters: [
    {
      Behavior: 'KEEP',
      Requirement: 'MEETS_ANY',
      Conditions: ['BLOCK', 'COUNT', 'CAPTCHA', 'CHALLENGE', 'EXCLUDED_AS_COUNT'].map((action) => ({
        ActionCondition: { Action: action },
      })),
    },
  ],
};
