import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { quotas } from '../../facts/quotas.js';
import { JWT_ALGORITHMS, type JwtAuth } from '../jwt.js';
import type { ClaimRule, ClaimValue, TokenRequirement } from '../requirement.js';
import { LONGEST_URI } from './api-limits.js';

const JWT_AUTHORIZER = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html';
const LAMBDA_AUTHORIZER =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html';
/** RFC 6749, section 3.3; CreateRoute takes 64 characters. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;
const ADDRESS = `an https:// URL of 1 to ${LONGEST_URI} characters, without credentials, blanks`;
/** Beyond this a tolerance is a longer lifetime. */
const MOST_TOLERANCE_SECONDS = 300;
/** https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html */
const MOST_CACHE_SECONDS = 3_600;

type Words = Pick<Issue, 'code' | 'message' | 'allowed' | 'fix'> & {
  readonly at: string;
  readonly got: unknown;
  readonly source?: string;
};

interface Rule {
  readonly holds: (auth: JwtAuth) => boolean;
  readonly words: (auth: JwtAuth) => Words;
}

const RULES: readonly Rule[] = [
  {
    holds: ({ issuers }) => issuers.length > 0 && issuers.every(isAddress),
    words: ({ issuers }) => ({
      code: 'JWT_ISSUER',
      at: 'issuer',
      message: 'API Gateway reads keys below the issuer over HTTPS',
      got: issuers.length === 1 ? issuers[0] : issuers,
      allowed: `${ADDRESS}, query and fragment`,
      fix: "copy the issuer's `iss` value",
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
    }),
  },
  {
    holds: ({ jwksUri, issuers }) =>
      jwksUri === undefined || (issuers.length === 1 && isAddress(jwksUri.replace('?', ''))),
    words: ({ jwksUri }) => ({
      code: 'JWT_JWKS_URI',
      at: 'jwksUri',
      message: 'keys that are named in place of discovery belong to one issuer, and are read over HTTPS',
      got: jwksUri,
      allowed: `${ADDRESS} and fragment, on a scheme with one issuer`,
      fix: 'make a scheme for each issuer, or let discovery name the keys',
      source: 'https://www.rfc-editor.org/rfc/rfc7517#section-5',
    }),
  },
  {
    holds: ({ audiences }) =>
      audiences.length > 0 && audiences.length <= quotas.httpAudiences.value && !audiences.includes(''),
    words: ({ audiences }) => ({
      code: 'JWT_AUDIENCE',
      at: 'audience',
      message: 'a token for somebody else must not be taken',
      got: audiences,
      allowed: `1 to ${quotas.httpAudiences.value} audiences, none empty`,
      fix: 'name the audience that the issuer puts into `aud` or `client_id`',
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
  {
    holds: ({ cacheTtlSeconds: seconds }) => isWhole(seconds, MOST_CACHE_SECONDS),
    words: ({ cacheTtlSeconds }) => ({
      code: 'JWT_CACHE',
      at: 'cache.ttlSeconds',
      message: 'API Gateway keeps the answer of an authorizer for an hour at most',
      got: cacheTtlSeconds,
      allowed: `whole seconds, 0 to ${MOST_CACHE_SECONDS}`,
      fix: 'leave it out for 300 seconds; write 0 to ask anew for each request',
      source: LAMBDA_AUTHORIZER,
    }),
  },
];

export function jwtIssues(auth: JwtAuth, place: string): readonly Issue[] {
  return RULES.filter(({ holds }) => !holds(auth)).map(({ words }) => issueOf(words(auth), place));
}

export function scopeIssues({ scopes }: TokenRequirement, place: string): readonly Issue[] {
  const all = scopes.flat();
  const fits = all.length <= quotas.httpScopes.value && all.every((scope) => SCOPE.test(scope));
  if (fits) return [];
  const words = {
    code: 'JWT_SCOPES',
    at: 'scopes',
    message: 'a scope is one word of a token',
    got: all,
    allowed: `up to ${quotas.httpScopes.value} scopes of 1 to 64 visible characters`,
    fix: 'write each scope as a text of its own',
  };
  return [issueOf(words, place)];
}

/** A condition that says nothing would be met by every token, or by none. */
export function claimIssues({ claims }: TokenRequirement, place: string): readonly Issue[] {
  return claims
    .filter((rule) => !isMeaningful(rule))
    .map((rule) =>
      issueOf(
        {
          code: 'JWT_CLAIMS',
          at: `claims['${oneLine(rule.name)}']`,
          message: 'a condition on a claim says which values it lets through',
          got: rule,
          allowed: 'a name, and one of equals, oneOf (one value or more), contains, exists (true or false)',
          fix: "write claims: { tenant: { oneOf: ['north', 'south'] } }",
          source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4',
        },
        place,
      ),
    );
}

function isMeaningful(rule: ClaimRule): boolean {
  if (rule.name === '') return false;
  switch (rule.kind) {
    case 'equals':
    case 'contains':
      return isValue(rule.value);
    case 'one-of':
      return rule.values.length > 0 && rule.values.every(isValue);
    case 'exists':
      return typeof rule.expected === 'boolean';
  }
}

function isValue(value: ClaimValue): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function isWhole(seconds: number, most: number): boolean {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= most;
}

/** By its characters: a URL parser drops blanks and an empty query, but the token's `iss` is compared as written. */
function isAddress(url: string): boolean {
  return url.length <= LONGEST_URI && /^https:\/\/[!-~]+$/.test(url) && !/[?#\\@]/.test(url) && URL.canParse(url);
}

function issueOf({ at, got, source, ...words }: Words, place: string): Issue {
  return { ...words, place: `${place}.${at}`, got: shown(got), source: source ?? JWT_AUTHORIZER };
}
