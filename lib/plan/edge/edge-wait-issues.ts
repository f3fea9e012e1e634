import type { Issue } from '../../errors/issue.js';
import { isStreamed } from '../../spec/backend.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { placeOf } from '../../spec/validate/place-of.js';
import { brokenRules, type Rule } from '../../spec/validate/rule.js';

/**
 * What CloudFront waits for the next part of an answer, by default and at most.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
export const READ_TIMEOUT_SECONDS = { default: 30, most: 120 };

const MOST_MS = READ_TIMEOUT_SECONDS.most * 1_000;

const RULE: Rule<{ readonly timeoutMs: number }> = {
  holds: ({ timeoutMs }) => timeoutMs <= MOST_MS,
  words: ({ timeoutMs }) => ({
    code: 'EDGE_TIMEOUT',
    at: 'timeoutMs',
    message:
      'the API would wait longer for its backend than CloudFront waits for the API, whose answer then reaches nobody',
    got: timeoutMs,
    allowed: `up to ${MOST_MS} ms behind an edge, but for streamed answers`,
    fix: "lower it, let the handler stream its answer (lambda('…', { streaming: true })), or put the route into a gateway without an edge",
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html',
  }),
};

/** Routes that CloudFront gives up on before the API does. A stream is waited for part by part. */
export function edgeWaitIssues({ edge, routes }: GatewaySpec): readonly Issue[] {
  if (!edge) return [];
  return routes.flatMap((route) => {
    const { timeoutMs, to } = route;
    return timeoutMs === undefined || isStreamed(to) ? [] : brokenRules([RULE], { timeoutMs }, placeOf(route));
  });
}
