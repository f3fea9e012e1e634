import type { Issue } from '../../errors/issue.js';
import { quotas } from '../../facts/quotas.js';
import type { IntrospectionAuth } from '../introspection.js';
import { isWhole, MOST_CACHE_SECONDS } from './api-limits.js';
import { HTTPS_ADDRESS, isHttpsAddress } from './https-address.js';
import { brokenRules, type Rule } from './rule.js';
import { clientIssues } from './secret-issues.js';
import { areAudiences, TOKEN_HEADER } from './token-rules.js';

const INTROSPECTION = 'https://www.rfc-editor.org/rfc/rfc7662#section-2';

const RULES: readonly Rule<IntrospectionAuth>[] = [
  {
    holds: ({ endpoint }) => isHttpsAddress(endpoint),
    words: ({ endpoint }) => ({
      code: 'INTROSPECTION_ENDPOINT',
      at: 'endpoint',
      message: 'tokens are shown to the endpoint, so it is called over HTTPS alone',
      got: endpoint,
      allowed: HTTPS_ADDRESS,
      fix: "copy the issuer's `introspection_endpoint`",
      source: INTROSPECTION,
    }),
  },
  {
    holds: ({ audiences }) => areAudiences(audiences, quotas.httpAudiences.value),
    words: ({ audiences }) => ({
      code: 'INTROSPECTION_AUDIENCE',
      at: 'audience',
      message: 'a token for somebody else must not be taken',
      got: audiences,
      allowed: `up to ${quotas.httpAudiences.value} audiences, none empty`,
      fix: 'name the audience that the endpoint answers as `aud`, or leave it out',
      source: INTROSPECTION,
    }),
  },
  {
    holds: ({ issuer }) => issuer === undefined || issuer !== '',
    words: ({ issuer }) => ({
      code: 'INTROSPECTION_ISSUER',
      at: 'issuer',
      message: 'no answer has an empty `iss`',
      got: issuer,
      allowed: 'a text, or nothing',
      fix: "copy the issuer's `iss` value, or leave it out",
      source: INTROSPECTION,
    }),
  },
  {
    holds: ({ cacheMaxTtlSeconds }) => isWhole(cacheMaxTtlSeconds, MOST_CACHE_SECONDS),
    words: ({ cacheMaxTtlSeconds }) => ({
      code: 'INTROSPECTION_CACHE',
      at: 'cache.maxTtlSeconds',
      message: 'a revoked token lives on for as long as an answer is kept',
      got: cacheMaxTtlSeconds,
      allowed: `whole seconds, 0 to ${MOST_CACHE_SECONDS}`,
      fix: 'leave it out for 60 seconds; write 0 to ask anew for each request',
      source: 'https://www.rfc-editor.org/rfc/rfc7662#section-4',
    }),
  },
  TOKEN_HEADER,
];

export function introspectionIssues(auth: IntrospectionAuth, place: string): readonly Issue[] {
  return [...brokenRules(RULES, auth, place), ...clientIssues(auth.client, `${place}.client`)];
}
