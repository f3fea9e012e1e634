import type { QuotaSpec } from '../spec/usage-plan.js';

type Templates = Readonly<Record<string, string>>;

/** A caller was too fast: for its usage plan, for the route, or for all callers together. */
export const throttleProblem: Templates = problem({
  type: '/problems/throttled',
  title: 'Too many requests in a second',
  detail:
    'Calls came faster than the rate and burst of the usage plan, the route or the whole API allow. Wait as long as Retry-After says.',
});

/** A caller has used up what its usage plan gives in a period. */
export function quotaProblem(quotas: readonly QuotaSpec[]): Templates {
  const periods = (['day', 'week', 'month'] as const).filter((period) => quotas.some(({ per }) => per === period));
  return problem({
    type: '/problems/quota-exceeded',
    title: "The usage plan's quota is used up",
    detail: `The API key has made all the calls that its usage plan gives. It can be used again with the next ${periods.join(' or ')} of the plan.`,
  });
}

/**
 * RFC 9457. Fixed texts: templates of gateway responses put variables in and do nothing else, and none is needed.
 * The media type is the only one, so it is chosen whatever the caller accepts.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.responseTemplates.html
 */
function problem(words: { readonly type: string; readonly title: string; readonly detail: string }): Templates {
  return { 'application/problem+json': JSON.stringify({ ...words, status: 429 }) };
}
