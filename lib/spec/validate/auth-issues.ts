import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import { quotas } from '../../facts/quotas.js';
import type { ApiKeyAuth, Auth, JwtAuth } from '../auth.js';
import type { UsagePlan } from '../usage-plan.js';
import { isCount, LARGEST_COUNT, LONGEST_URI } from './api-limits.js';
import { throttleIssues } from './throttle-issues.js';

const JWT_AUTHORIZER = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html';
/** RFC 6749, section 3.3; CreateRoute takes 64 characters. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;
const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** What is wrong with a scheme itself, whatever scopes a route requires of it and whatever its plans say. */
export function schemeIssues(auth: Exclude<Auth, 'public'>, place: string): readonly Issue[] {
  return [
    ...schemeNameIssues(auth, place),
    ...(auth.kind === 'jwt' ? jwtIssues(auth, place) : apiKeyIssues(auth, place)),
  ];
}

export function scopeIssues({ scopes }: JwtAuth, place: string): readonly Issue[] {
  const fits = scopes.length <= quotas.httpScopes.value && scopes.every((scope) => SCOPE.test(scope));
  if (fits) return [];
  return [
    {
      code: 'JWT_SCOPES',
      place: `${place}.scopes`,
      message: 'a scope is one word of a token',
      got: shown(scopes),
      allowed: `up to ${quotas.httpScopes.value} scopes of 1 to 64 visible characters`,
      fix: 'write each scope as a text of its own',
      source: JWT_AUTHORIZER,
    },
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

function jwtIssues(auth: JwtAuth, place: string): readonly Issue[] {
  const issues: Issue[] = [];
  const rule = (code: string, at: string, message: string, got: unknown, allowed: string, fix: string) =>
    issues.push({ code, place: `${place}.${at}`, message, got: shown(got), allowed, fix, source: JWT_AUTHORIZER });
  if (!isIssuer(auth.issuer)) {
    rule(
      'JWT_ISSUER',
      'issuer',
      'API Gateway reads keys below the issuer over HTTPS',
      auth.issuer,
      `an https:// URL of 1 to ${LONGEST_URI} characters, without credentials, blanks, query and fragment`,
      "copy the issuer's `iss` value",
    );
  }
  if (
    auth.audiences.length === 0 ||
    auth.audiences.length > quotas.httpAudiences.value ||
    auth.audiences.some((audience) => audience === '')
  ) {
    rule(
      'JWT_AUDIENCE',
      'audience',
      'a token for somebody else must not be taken',
      auth.audiences,
      `1 to ${quotas.httpAudiences.value} audiences, none empty`,
      'name the audience that the issuer puts into `aud` or `client_id`',
    );
  }
  return issues;
}

/** By its characters: a URL parser drops blanks and an empty query, but the token's `iss` is compared as written. */
function isIssuer(issuer: string): boolean {
  return (
    issuer.length <= LONGEST_URI && /^https:\/\/[!-~]+$/.test(issuer) && !/[?#\\@]/.test(issuer) && URL.canParse(issuer)
  );
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
