import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { ApiKeyAuth, Auth } from '../auth.js';
import type { UsagePlan } from '../usage-plan.js';
import { isCount, LARGEST_COUNT } from './api-limits.js';
import { jwtIssues } from './jwt-issues.js';
import { throttleIssues } from './throttle-issues.js';

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** What is wrong with a scheme itself, whatever a route requires of it and whatever its plans say. */
export function schemeIssues(auth: Exclude<Auth, 'public'>, place: string): readonly Issue[] {
  return [
    ...schemeNameIssues(auth, place),
    ...(auth.kind === 'jwt' ? jwtIssues(auth, place) : apiKeyIssues(auth, place)),
  ];
}

function schemeNameIssues(auth: { readonly name: string }, place: string): readonly Issue[] {
  if (NAME.test(auth.name)) return [];
  return [
    {
      code: 'SCHEME_NAME',
      place: `${place}.name`,
      message: 'a name stands in the identifiers of what is deployed',
      got: shown(auth.name),
      allowed: '1 to 63 lower-case letters, digits and dashes, a letter first',
      fix: 'choose a name such as customers',
    },
  ];
}

function apiKeyIssues(auth: ApiKeyAuth, place: string): readonly Issue[] {
  const none: Issue = {
    code: 'API_KEY_PLANS',
    place: `${place}.plans`,
    message: 'a key works only through a usage plan',
    got: '[]',
    allowed: 'one usage plan or more',
    fix: "make one: usagePlan('free', { ratePerSecond: 2, burst: 5 })",
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html',
  };
  return auth.plans.length === 0 ? [none] : [];
}

export function usagePlanIssues(plan: UsagePlan, place: string): readonly Issue[] {
  return [...schemeNameIssues(plan, place), ...throttleIssues(plan, place), ...quotaIssues(plan, place)];
}

function quotaIssues({ quota }: UsagePlan, place: string): readonly Issue[] {
  if (!quota || (isCount(quota.requests) && ['day', 'week', 'month'].includes(quota.per))) return [];
  return [
    {
      code: 'USAGE_PLAN_QUOTA',
      place: `${place}.quota`,
      message: 'a quota is a whole number of requests in a period',
      got: shown(quota),
      allowed: `requests from 1 to ${LARGEST_COUNT}, per 'day', 'week' or 'month'`,
      fix: "write quota: { requests: 10_000, per: 'month' }, or leave it out",
      source: 'https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html',
    },
  ];
}
