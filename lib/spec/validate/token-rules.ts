import { DEFAULT_CACHE_TTL_SECONDS, DEFAULT_TOKEN_HEADER } from '../jwt.js';
import { isWhole, MOST_CACHE_SECONDS } from './api-limits.js';
import { isOwnHeader, OWN_HEADER } from './header-names.js';
import type { Rule } from './rule.js';

/** Where a token may come in. */
export const TOKEN_HEADER: Rule<{ readonly header: string }> = {
  holds: ({ header }) => header === DEFAULT_TOKEN_HEADER || isOwnHeader(header),
  words: ({ header }) => ({
    code: 'TOKEN_HEADER',
    at: 'header',
    message: 'a token comes in a header of its own',
    got: header,
    allowed: `Authorization, or ${OWN_HEADER}`,
    fix: "leave it out for `Authorization: Bearer TOKEN`, or write header: 'x-token'",
    source: 'https://www.rfc-editor.org/rfc/rfc6750#section-2.1',
  }),
};

/** How long API Gateway keeps the answer of an authorizer. */
export function keptAnswer(code: string, source: string): Rule<{ readonly cacheTtlSeconds: number }> {
  return {
    holds: ({ cacheTtlSeconds }) => isWhole(cacheTtlSeconds, MOST_CACHE_SECONDS),
    words: ({ cacheTtlSeconds }) => ({
      code,
      at: 'cache.ttlSeconds',
      message: 'API Gateway keeps the answer of an authorizer for an hour at most',
      got: cacheTtlSeconds,
      allowed: `whole seconds, 0 to ${MOST_CACHE_SECONDS}`,
      fix: `leave it out for ${DEFAULT_CACHE_TTL_SECONDS} seconds; write 0 to ask anew for each request`,
      source,
    }),
  };
}

/** Texts that are compared with a token's `aud`. */
export function areAudiences(audiences: readonly string[], most: number): boolean {
  return audiences.length <= most && !audiences.includes('');
}
