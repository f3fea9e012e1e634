import type { Construct } from 'constructs';
import type { EdgePlan } from '../../plan/edge-plan.js';
import { cdk } from '../cdk.js';
import { edgeName, LONGEST_POLICY_NAME } from './edge-name.js';

/**
 * Security headers of answers that have none of their own. https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html
 */
export function securityHeaders(scope: Construct, { securityHeaders: wanted }: EdgePlan): string | undefined {
  if (!wanted) return undefined;
  const override = false;
  return new cdk.aws_cloudfront.CfnResponseHeadersPolicy(scope, 'SecurityHeaders', {
    responseHeadersPolicyConfig: {
      name: edgeName(scope, 'security-headers', LONGEST_POLICY_NAME),
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, includeSubdomains: false, override },
        contentTypeOptions: { override },
        frameOptions: { frameOption: 'DENY', override },
        referrerPolicy: { referrerPolicy: 'no-referrer', override },
        contentSecurityPolicy: { contentSecurityPolicy: "frame-ancestors 'none'", override },
      },
    },
  }).ref;
}
