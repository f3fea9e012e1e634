import type { Construct } from 'constructs';
import type { BehaviourPlan, EdgePlan } from '../../plan/edge-plan.js';
import { cdk } from '../cdk.js';
import { edgeName, LONGEST_POLICY_NAME } from './edge-name.js';

/**
 * All but `Host`, by which API Gateway finds its API.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const PREFLIGHT_HEADERS = ['access-control-request-headers', 'access-control-request-method', 'origin'];

/** What origins see besides the cache key → id of the policy; none where they see nothing. */
export function requestPolicies(
  scope: Construct,
  { behaviours }: EdgePlan,
): (forwards: BehaviourPlan['forwards']) => string | undefined {
  const preflight = behaviours.some(({ forwards }) => forwards === 'preflight') ? preflightPolicy(scope) : undefined;
  const ids = { all: ALL_VIEWER_EXCEPT_HOST, preflight, nothing: undefined };
  return (forwards) => ids[forwards];
}

function preflightPolicy(scope: Construct): string {
  return new cdk.aws_cloudfront.CfnOriginRequestPolicy(scope, 'PreflightPolicy', {
    originRequestPolicyConfig: {
      name: edgeName(scope, 'preflight', LONGEST_POLICY_NAME),
      headersConfig: { headerBehavior: 'whitelist', headers: PREFLIGHT_HEADERS },
      queryStringsConfig: { queryStringBehavior: 'none' },
      cookiesConfig: { cookieBehavior: 'none' },
    },
  }).ref;
}
