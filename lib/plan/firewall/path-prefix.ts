import type { GatewaySpec } from '../../spec/gateway.js';

/** What stands before a route's path where AWS WAF looks at it. */
export interface PathPrefix {
  /** What may: segments without slashes. None: the path begins with the route's. */
  readonly may: readonly string[];
  /** What does, for all that is known: `live`; empty: nothing. */
  readonly sent: string;
}

/**
 * CloudFront's ACL sees paths as callers send them. That of a stage does too: at the execute-api address they begin with
 * the stage, at a domain with its base path. No page of AWS says the latter, so either is taken for a prefix.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-examples.html (`"uri": "/CanaryTest"` of such a stage)
 */
export function pathPrefix({ edge, stage = 'live', domain }: GatewaySpec): PathPrefix {
  if (edge) return { may: [], sent: '' };
  const base = domain?.basePath ?? '';
  return { may: base === '' ? [stage] : [stage, base], sent: domain ? base : stage };
}
