import type { Issue } from '../../errors/issue.js';
import type { CustomAuth } from '../authorizer.js';
import { DEFAULT_TOKEN_HEADER } from '../jwt.js';
import { functionIssues } from './lambda-issues.js';
import { brokenRules, type Rule } from './rule.js';
import { keptAnswer } from './token-rules.js';

const LAMBDA_AUTHORIZER =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html';
/** What may stand behind `method.request.header.` and `$request.querystring.`. */
const SOURCE_NAME = /^[A-Za-z0-9_.-]{1,64}$/;

const RULES: readonly Rule<CustomAuth>[] = [
  {
    holds: ({ identityHeaders, identityQuery }) => areSources(identityHeaders) && areSources(identityQuery),
    words: ({ identityHeaders, identityQuery }) => ({
      code: 'AUTHORIZER_IDENTITY',
      at: 'identity',
      message: 'API Gateway cannot look for these in a request',
      got: { headers: identityHeaders, query: identityQuery },
      allowed: 'names of 1 to 64 letters, digits and _ . -, each once',
      fix: `name headers and query parameters: identity: { headers: ['${DEFAULT_TOKEN_HEADER}'] }`,
      source: LAMBDA_AUTHORIZER,
    }),
  },
  {
    holds: ({ identityHeaders, identityQuery, cacheTtlSeconds }) =>
      identityHeaders.length + identityQuery.length > 0 || cacheTtlSeconds === 0,
    words: () => ({
      code: 'AUTHORIZER_IDENTITY_MISSING',
      at: 'identity',
      message: 'an answer is kept by what the request brought, and nothing is named here',
      got: 'no header, no query parameter, and a cache',
      allowed: 'one header or query parameter or more, or cache: { ttlSeconds: 0 }',
      fix: 'leave identity out for the Authorization header, or write cache: { ttlSeconds: 0 }',
      source: LAMBDA_AUTHORIZER,
    }),
  },
  {
    holds: ({ function: { streaming } }) => streaming === undefined,
    words: ({ function: { streaming } }) => ({
      code: 'AUTHORIZER_STREAMING',
      at: 'function.streaming',
      message: 'API Gateway reads the answer of an authorizer as a whole',
      got: streaming,
      allowed: 'nothing',
      fix: 'leave it out',
      source: LAMBDA_AUTHORIZER,
    }),
  },
  keptAnswer('AUTHORIZER_CACHE', LAMBDA_AUTHORIZER),
];

export function customAuthorizerIssues(auth: CustomAuth, place: string): readonly Issue[] {
  return [...brokenRules(RULES, auth, place), ...functionIssues(auth.function, `${place}.function`)];
}

function areSources(names: readonly string[]): boolean {
  return names.every((name) => SOURCE_NAME.test(name)) && new Set(names).size === names.length;
}
