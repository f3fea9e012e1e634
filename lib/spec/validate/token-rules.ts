import { DEFAULT_TOKEN_HEADER } from '../jwt.js';
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

/** Texts that are compared with a token's `aud`. */
export function areAudiences(audiences: readonly string[], most: number): boolean {
  return audiences.length <= most && !audiences.includes('');
}
