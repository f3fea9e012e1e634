import { unauthorized } from './refusal.js';

/** API Gateway takes no more header bytes than this. */
const MAX_TOKEN_CHARACTERS = 10_240;

/**
 * The one bearer token of a request (RFC 6750, section 2.1). Of several `Authorization` headers none is believed; an
 * HTTP API joins them with a comma, which no token has in it.
 *
 * @param authorization the values of all such headers
 * @throws Refusal
 */
export function bearerToken([value, ...more]: readonly string[]): string {
  if (value === undefined) throw unauthorized('token-missing');
  if (more.length > 0) throw unauthorized('several-authorization-headers');
  if (value.length > MAX_TOKEN_CHARACTERS) throw unauthorized('token-too-long');
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(value)?.[1];
  if (!token) throw unauthorized('not-a-bearer-jwt');
  return token;
}
