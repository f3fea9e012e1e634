import { BEARER_HEADER } from './read-request.js';
import { unauthorized } from './refusal.js';

/** API Gateway takes no more header bytes than this. */
const MAX_TOKEN_CHARACTERS = 10_240;

/**
 * The one token that came in a header: `Bearer TOKEN` (RFC 6750, section 2.1) in `authorization`, the token alone in
 * any other. Of several headers none is believed; an HTTP API joins them with a comma, which no token has in it.
 *
 * @param values of all headers of this name
 * @throws Refusal
 */
export function readCredential(header: string, [value, ...more]: readonly string[]): string {
  if (value === undefined) throw unauthorized('token-missing');
  if (more.length > 0) throw unauthorized('several-token-headers');
  if (value.length > MAX_TOKEN_CHARACTERS) throw unauthorized('token-too-long');
  if (header !== BEARER_HEADER) return bare(value);
  const token = /^Bearer +([^ ]+)$/i.exec(value)?.[1];
  if (token === undefined) throw unauthorized('not-a-bearer-token');
  return bare(token);
}

function bare(token: string): string {
  if (!isTokenText(token)) throw unauthorized('not-a-token');
  return token;
}

/** `b64token` of RFC 6750. A JWT in compact form is one. */
export function isTokenText(text: string): boolean {
  return /^[\w\-.~+/]+=*$/.test(text);
}
