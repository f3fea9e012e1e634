import type { Issue } from '../../errors/issue.js';
import { quotas } from '../../facts/quotas.js';
import { JWT_ALGORITHMS, type JwtAuth } from '../jwt.js';
import { isWhole, LONGEST_URI } from './api-limits.js';
import { HTTPS_ADDRESS, isHttpsAddress } from './https-address.js';
import { brokenRules, type Rule } from './rule.js';
import { areAudiences, keptAnswer, TOKEN_HEADER } from './token-rules.js';

const JWT_AUTHORIZER = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html';
const LAMBDA_AUTHORIZER =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html';
/** Beyond this a tolerance is a longer lifetime. */
const MOST_TOLERANCE_SECONDS = 300;

const RULES: readonly Rule<JwtAuth>[] = [
  {
    holds: ({ issuers }) => issuers.length > 0 && issuers.every(isHttpsAddress),
    words: ({ issuers }) => ({
      code: 'JWT_ISSUER',
      at: 'issuer',
      message: 'API Gateway reads keys below the issuer over HTTPS',
      got: issuers.length === 1 ? issuers[0] : issuers,
      allowed: HTTPS_ADDRESS,
      fix: "copy the issuer's `iss` value",
      source: JWT_AUTHORIZER,
    }),
  },
  {
    holds: ({ issuers }) => new Set(issuers).size === issuers.length,
    words: ({ issuers }) => ({
      code: 'JWT_ISSUER_TWICE',
      at: 'issuer',
      message: 'an issuer is named more than once',
      got: issuers,
      allowed: 'each issuer once',
      fix: 'leave out the second',
      source: JWT_AUTHORIZER,
    }),
  },
  {
    holds: ({ jwksUri, issuers }) =>
      jwksUri === undefined || (issuers.length === 1 && isHttpsAddress(jwksUri.replace('?', ''))),
    words: ({ jwksUri }) => ({
      code: 'JWT_JWKS_URI',
      at: 'jwksUri',
      message: 'keys that are named in place of discovery belong to one issuer, and are read over HTTPS',
      got: jwksUri,
      allowed: `an https:// URL of 1 to ${LONGEST_URI} characters, without credentials, blanks and fragment, on a scheme with one issuer`,
      fix: 'make a scheme for each issuer, or let discovery name the keys',
      source: 'https://www.rfc-editor.org/rfc/rfc7517#section-5',
    }),
  },
  {
    holds: ({ audiences }) => audiences.length > 0 && areAudiences(audiences, quotas.httpAudiences.value),
    words: ({ audiences }) => ({
      code: 'JWT_AUDIENCE',
      at: 'audience',
      message: 'a token for somebody else must not be taken',
      got: audiences,
      allowed: `1 to ${quotas.httpAudiences.value} audiences, none empty`,
      fix: 'name the audience that the issuer puts into `aud` or `client_id`',
      source: JWT_AUTHORIZER,
    }),
  },
  {
    holds: ({ algorithms }) =>
      algorithms.length > 0 &&
      algorithms.every((algorithm) => JWT_ALGORITHMS.includes(algorithm)) &&
      new Set(algorithms).size === algorithms.length,
    words: ({ algorithms }) => ({
      code: 'JWT_ALGORITHMS',
      at: 'algorithms',
      message: 'a token is checked with public keys, by algorithms that are named',
      got: algorithms,
      allowed: `one or more of ${JWT_ALGORITHMS.join(', ')}, each once`,
      fix: "name those that the issuer signs with: ['RS256']",
      source: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.1',
    }),
  },
  {
    holds: ({ clockToleranceSeconds: seconds }) => isWhole(seconds, MOST_TOLERANCE_SECONDS),
    words: ({ clockToleranceSeconds }) => ({
      code: 'JWT_CLOCK_TOLERANCE',
      at: 'clockToleranceSeconds',
      message: 'a tolerance makes up for clocks that differ, and no more',
      got: clockToleranceSeconds,
      allowed: `whole seconds, 0 to ${MOST_TOLERANCE_SECONDS}`,
      fix: 'leave it out for 10 seconds',
      source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4',
    }),
  },
  {
    holds: ({ tokenType }) => tokenType === undefined || tokenType === 'at+jwt',
    words: ({ tokenType }) => ({
      code: 'JWT_TOKEN_TYPE',
      at: 'tokenType',
      message: 'the type of a token is asked for where it keeps access tokens apart from others',
      got: tokenType,
      allowed: "'at+jwt', or nothing",
      fix: "write tokenType: 'at+jwt' where the issuer makes access tokens of RFC 9068",
      source: 'https://www.rfc-editor.org/rfc/rfc9068#section-2.1',
    }),
  },
  keptAnswer('JWT_CACHE', LAMBDA_AUTHORIZER),
  TOKEN_HEADER,
];

/** What is wrong with a scheme itself, whatever is required of its tokens. */
export function jwtIssues(auth: JwtAuth, place: string): readonly Issue[] {
  return brokenRules(RULES, auth, place);
}
