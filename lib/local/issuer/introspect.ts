import { type EndpointAnswer, oauthError } from './endpoint-answer.js';
import type { OpaqueTokens } from './opaque-tokens.js';

const INACTIVE: EndpointAnswer = { status: 200, document: { active: false } };

/**
 * Answers for a token that was minted for this endpoint and is in its time; of every other, nothing but that it is not
 * active (RFC 7662, section 2.2).
 */
export function introspect(
  endpoint: string,
  form: ReadonlyMap<string, string> | undefined,
  tokens: OpaqueTokens,
  nowMs: number,
): EndpointAnswer {
  const text = form?.get('token') ?? '';
  if (text === '') return oauthError(400, 'invalid_request', 'a form with one token is expected');
  const token = tokens.read(text);
  if (token?.endpoint !== endpoint || token.exp * 1000 <= nowMs) return INACTIVE;
  const { claims, iat, exp } = token;
  return { status: 200, document: { iat, exp, token_type: 'Bearer', ...claims, active: true } };
}
