import type { IntrospectionSchemeConfig } from '../../../lib/plan/plan.js';
import { type Claims, namesAudience, timeOf } from '../claims.js';
import { type KeptAnswer, keptAnswers, REFUSED_MS } from '../kept-answers.js';
import type { AskAsClient } from '../oauth/ask-as-client.js';
import type { Services, VerifyToken } from '../parts.js';
import { Refusal, unauthorized, unavailable } from '../refusal.js';

/** Opaque tokens are names; those of the large issuers have less than half of this. */
const MAX_TOKEN_CHARACTERS = 4_096;

type Verdict = Claims | Refusal;

/**
 * Asks the issuer about tokens (RFC 7662), and keeps its answers by the token's hash, each scheme its own: never beyond
 * the token's `exp`, nor longer than the scheme says.
 */
export function introspectTokens(
  { nowMs }: Services,
  ask: AskAsClient,
): (scheme: IntrospectionSchemeConfig) => VerifyToken {
  return (scheme) => {
    const kept = keptAnswers<Verdict>(nowMs);
    return async (token) => {
      if (token.length > MAX_TOKEN_CHARACTERS) throw unauthorized('token-too-long');
      const verdict = await kept(token, async () => judged(await introspect(token, scheme, ask), scheme, nowMs()));
      if (verdict instanceof Refusal) throw verdict;
      return verdict;
    };
  };
}

/** @throws Refusal where the endpoint gives no answer that is one */
async function introspect(
  token: string,
  { endpoint, client }: IntrospectionSchemeConfig,
  ask: AskAsClient,
): Promise<Claims> {
  const form = { token, token_type_hint: 'access_token' };
  const { status, members } = await ask({ who: 'introspection', url: endpoint, client }, form);
  if (status !== 200) throw unavailable('introspection-fails');
  if (typeof members?.active !== 'boolean') throw unavailable('introspection-answers-nonsense');
  return members;
}

/** What is to be thought of an answer, and for how long. */
function judged(claims: Claims, scheme: IntrospectionSchemeConfig, nowMs: number): KeptAnswer<Verdict> {
  const mostMs = scheme.cacheMaxTtlSeconds * 1_000;
  try {
    const endMs = checkedEndMs(claims, scheme, nowMs);
    return { value: claims, untilMs: Math.min(endMs, nowMs + mostMs) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { value: error, untilMs: nowMs + Math.min(REFUSED_MS, mostMs) };
  }
}

/**
 * RFC 7662 has endpoints say of a refresh token that it is active too, and of ID tokens some do. What it is they say each
 * their own way: `token_type`, Hydra's `token_use`, Keycloak's `typ`.
 */
const KIND_MEMBERS = ['token_type', 'token_use', 'typ'] as const;
const OTHER_KINDS = /^(refresh|offline|id)([_ -]?token)?$/i;

/** When the token ends, of an answer that says yes for this scheme. Without tolerance: the issuer has just said it. */
function checkedEndMs(claims: Claims, { issuer, audiences }: IntrospectionSchemeConfig, nowMs: number): number {
  if (claims.active !== true) throw unauthorized('token-inactive');
  const [endS = Number.POSITIVE_INFINITY, startS = 0] = [timeOf(claims, 'exp'), timeOf(claims, 'nbf')];
  if (KIND_MEMBERS.some((name) => OTHER_KINDS.test(String(claims[name])))) throw unauthorized('token-type-wrong');
  if (endS * 1_000 <= nowMs) throw unauthorized('expired');
  if (startS * 1_000 > nowMs) throw unauthorized('not-yet-valid');
  if (issuer !== undefined && claims.iss !== issuer) throw unauthorized('issuer-wrong');
  if (audiences.length > 0 && !namesAudience(claims.aud, audiences)) throw unauthorized('audience-wrong');
  return endS * 1_000;
}
