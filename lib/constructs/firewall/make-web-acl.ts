import type { aws_wafv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Plan } from '../../plan/plan.js';
import type { WebAclPlan } from '../../plan/web-acl-plan.js';
import { cdk } from '../cdk.js';
import { responseBodies } from './response-bodies.js';
import { logWebAcl } from './web-acl-logs.js';
import { visibility, webAclRule } from './web-acl-rule.js';

/**
 * A web ACL with its sets, and its logs. What no rule refuses passes. One of scope CLOUDFRONT, and all that belongs to
 * it, has to be in us-east-1.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html
 *
 * @param id stands before the ids of what is made
 * @param gateway the gateway's plan, for names and how long logs are kept
 */
export function makeWebAcl(
  scope: Construct,
  id: string,
  plan: WebAclPlan,
  { gateway, logRetentionDays }: Pick<Plan, 'gateway' | 'logRetentionDays'>,
): { readonly arn: string } {
  const bodies = responseBodies(plan.rules);
  const acl = new cdk.aws_wafv2.CfnWebACL(scope, id, {
    scope: plan.scope,
    description: `Firewall of the gateway ${gateway}`,
    defaultAction: { allow: {} },
    visibilityConfig: visibility(`${gateway}-firewall`),
    ...(bodies.customResponseBodies && { customResponseBodies: bodies.customResponseBodies }),
    dataProtectionConfig: protection(plan),
    ...(plan.inspectKb > 16 && { associationConfig: bodyLimit(plan) }),
    rules: plan.rules.map((rule, priority) =>
      webAclRule(scope, `${id}${pascal(rule.name)}`, plan, rule, { priority, bodies }),
    ),
  });
  logWebAcl(scope, id, acl, plan, logRetentionDays);
  return { arn: acl.attrArn };
}

/**
 * What no log shows, no sample of requests shows either, nor what a rate limit by such a header tells of its keys.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html
 */
function protection({ redacted }: WebAclPlan): aws_wafv2.CfnWebACL.DataProtectionConfigProperty {
  const fields = [
    { fieldType: 'SINGLE_HEADER', fieldKeys: [...redacted.headers] },
    ...(redacted.query ? [{ fieldType: 'QUERY_STRING' }] : []),
  ];
  return { dataProtections: fields.map((field) => ({ field, action: 'SUBSTITUTION' })) };
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html */
function bodyLimit({ scope, inspectKb }: WebAclPlan): aws_wafv2.CfnWebACL.AssociationConfigProperty {
  const resource = scope === 'CLOUDFRONT' ? 'CLOUDFRONT' : 'API_GATEWAY';
  return { requestBody: { [resource]: { defaultSizeInspectionLimit: `KB_${inspectKb}` } } };
}

function pascal(name: string): string {
  return name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
}
