import type { AuthorizerEvent } from './event.js';
import { unauthorized } from './refusal.js';

/** API Gateway takes no more header bytes than this. */
const MAX_TOKEN_CHARACTERS = 10_240;

/**
 * The one bearer token of a request (RFC 6750, section 2.1). Of several `Authorization` headers none is believed.
 *
 * @throws Refusal
 */
export function bearerToken(event: AuthorizerEvent): string {
  const [value, ...more] = authorizationValues(event);
  if (value === undefined) throw unauthorized('token-missing');
  if (more.length > 0) throw unauthorized('several-authorization-headers');
  if (value.length > MAX_TOKEN_CHARACTERS) throw unauthorized('token-too-long');
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(value)?.[1];
  if (!token) throw unauthorized('not-a-bearer-jwt');
  return token;
}

/** `headers` holds the last value of each name only, so the multi-value form decides where there is one. */
function authorizationValues({ headers, multiValueHeaders }: AuthorizerEvent): readonly string[] {
  const values = Object.entries(multiValueHeaders ?? headers ?? {}).filter(
    ([name]) => name.toLowerCase() === 'authorization',
  );
  return values.flatMap(([, value]) => value ?? []);
}
