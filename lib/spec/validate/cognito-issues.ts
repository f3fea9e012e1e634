import type { Issue } from '../../errors/issue.js';
import { quotas } from '../../facts/quotas.js';
import { schemesOf } from '../access.js';
import type { CognitoAuth } from '../cognito.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';
import { placeOf } from './place-of.js';
import { brokenRules, issueAt, type Rule } from './rule.js';
import { keptAnswer } from './token-rules.js';

const COGNITO = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html';
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
const USER_POOL_ARN = /^arn:aws[a-z-]*:cognito-idp:([a-z0-9-]+):\d{12}:userpool\/\1_[A-Za-z0-9]{1,40}$/;
const CLIENT_ID = /^[\w+]{1,128}$/;

const RULES: readonly Rule<CognitoAuth>[] = [
  {
    holds: ({ userPoolArn }) => USER_POOL_ARN.test(userPoolArn),
    words: ({ userPoolArn }) => ({
      code: 'COGNITO_USER_POOL',
      at: 'userPoolArn',
      message: 'this is no ARN of a user pool',
      got: userPoolArn,
      allowed: 'arn:aws:cognito-idp:REGION:ACCOUNT:userpool/REGION_ID, of one Region',
      fix: 'copy the ARN of the user pool',
      source: COGNITO,
    }),
  },
  {
    holds: ({ clientIds }) =>
      clientIds.length <= quotas.httpAudiences.value && clientIds.every((id) => CLIENT_ID.test(id)),
    words: ({ clientIds }) => ({
      code: 'COGNITO_CLIENT_IDS',
      at: 'clientIds',
      message: 'these are no ids of app clients',
      got: clientIds,
      allowed: `up to ${quotas.httpAudiences.value} ids of 1 to 128 letters, digits, _ and +`,
      fix: "copy the ids of the pool's app clients",
      source: COGNITO,
    }),
  },
  keptAnswer('COGNITO_CACHE', COGNITO),
];

export function cognitoIssues(auth: CognitoAuth, place: string): readonly Issue[] {
  return brokenRules(RULES, auth, place);
}

/** On an HTTP API tokens are told apart by their audience, so that it has to be named. */
export function cognitoClientIssues(route: Route, spec: GatewaySpec): readonly Issue[] {
  const schemes = schemesOf(route.auth ?? spec.auth ?? 'public');
  const open = schemes.filter((scheme) => scheme.kind === 'cognito' && scheme.clientIds.length === 0);
  return [...new Set(open.map(({ name }) => name))].map((name) =>
    issueAt(`${placeOf(route)}.auth`, {
      code: 'COGNITO_CLIENT_IDS_MISSING',
      at: 'clientIds',
      message: `the HTTP API of this route asks a token of ${name} for its client`,
      got: 'no app client',
      allowed: 'one app client or more on HTTP APIs',
      fix: "name the app clients: clientIds: ['1example23456789'], or put the route on a REST API: api: 'rest'",
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
    }),
  );
}
