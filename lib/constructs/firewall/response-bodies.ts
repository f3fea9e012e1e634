import { createHash } from 'node:crypto';
import type { aws_wafv2 } from 'aws-cdk-lib';
import type { WebAclPlan } from '../../plan/web-acl-plan.js';
import type { FirewallResponse } from '../../spec/firewall.js';

/** What an ACL answers refused callers with: bodies stand beside the rules, by a key. */
export interface ResponseBodies {
  /** Absent where no rule has a body. */
  readonly customResponseBodies?: Record<string, aws_wafv2.CfnWebACL.CustomResponseBodyProperty>;
  readonly of: (response: FirewallResponse) => aws_wafv2.CfnWebACL.CustomResponseProperty;
}

/** Equal bodies are one. https://docs.aws.amazon.com/waf/latest/APIReference/API_CustomResponseBody.html */
export function responseBodies(rules: WebAclPlan['rules']): ResponseBodies {
  const contents = rules.flatMap((rule) =>
    'response' in rule && rule.response?.body !== undefined ? [JSON.stringify(rule.response.body)] : [],
  );
  const bodies = Object.fromEntries(
    contents.map((content) => [keyOf(content), { contentType: 'APPLICATION_JSON', content }]),
  );
  return { ...(contents.length > 0 && { customResponseBodies: bodies }), of: customResponse };
}

function customResponse({ status, body, headers = {} }: FirewallResponse): aws_wafv2.CfnWebACL.CustomResponseProperty {
  const named = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    responseCode: status ?? 403,
    ...(body !== undefined && { customResponseBodyKey: keyOf(JSON.stringify(body)) }),
    ...(named.length > 0 && { responseHeaders: named }),
  };
}

function keyOf(content: string): string {
  return `body-${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
}
