import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { ApiKeyAuth, SchemeAuth } from '../auth.js';
import { cognitoIssues } from './cognito-issues.js';
import { customAuthorizerIssues } from './custom-authorizer-issues.js';
import { introspectionIssues } from './introspection-issues.js';
import { jwtIssues } from './jwt-issues.js';
import { meterIssues } from './meter-issues.js';
import { isSchemeName, SCHEME_NAME_ALLOWED } from './scheme-name.js';

type Rules = {
  readonly [K in SchemeAuth['kind']]: (auth: Extract<SchemeAuth, { kind: K }>, place: string) => readonly Issue[];
};

const nothingToSay = (): readonly Issue[] => [];

const rules: Rules = {
  jwt: jwtIssues,
  introspection: introspectionIssues,
  cognito: cognitoIssues,
  'api-key': apiKeyIssues,
  custom: customAuthorizerIssues,
  iam: nothingToSay,
  'mutual-tls': nothingToSay,
};

/** What is wrong with a scheme itself, whatever a route requires of it and whatever its plans say. */
export function schemeIssues(auth: SchemeAuth, place: string): readonly Issue[] {
  const rule = rules[auth.kind] as (auth: SchemeAuth, place: string) => readonly Issue[];
  return [...schemeNameIssues(auth, place), ...rule(auth, place)];
}

export function schemeNameIssues(auth: { readonly name: string }, place: string): readonly Issue[] {
  if (isSchemeName(auth.name)) return [];
  return [
    {
      code: 'SCHEME_NAME',
      place: `${place}.name`,
      message: 'a name stands in the identifiers of what is deployed',
      got: shown(auth.name),
      allowed: SCHEME_NAME_ALLOWED,
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
  return [...(auth.plans.length === 0 ? [none] : []), ...(auth.meter ? meterIssues(auth.meter, place) : [])];
}
