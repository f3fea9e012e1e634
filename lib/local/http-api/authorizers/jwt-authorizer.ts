import { compactVerify, decodeProtectedHeader } from 'jose';
import type { EngineServices } from '../../model/engine.js';
import type { HttpAuthorizer } from '../../model/http-api.js';
import { gatewayError } from '../answer.js';
import { parseMappingValue } from '../mapping/parse-mapping-value.js';
import { type Claims, checkClaims, printClaims, tokenScopes } from './check-claims.js';
import { type IssuerKeys, issuerKeys } from './issuer-keys.js';
import type { Authorize, Verdict } from './verdict.js';

export type JwtAuthorizer = Extract<HttpAuthorizer, { kind: 'JWT' }>;

/** "Only RSA-based algorithms are supported": those of PKCS #1 v1.5. */
const ALGORITHMS: ReadonlySet<string> = new Set(['RS256', 'RS384', 'RS512']);

/**
 * Checks bearer tokens of one issuer. Routes share the keys; each has scopes of its own, of which a token needs one.
 * Whatever cannot be checked is refused.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function createJwtAuthorizer(authorizer: JwtAuthorizer, services: EngineServices) {
  const keys = issuerKeys({ issuer: authorizer.issuer, fetchJson: services.fetchJson, nowMs: services.nowMs });
  const sources = authorizer.identitySource.map(parseMappingValue);
  return (scopes: readonly string[]): Authorize =>
    async (exchange) => {
      const sent = sources.map((read) => read({ exchange })).find((value) => value !== undefined && value !== '');
      if (sent === undefined) return missingToken();
      const token = sent.replace(/^bearer +/i, '');
      const checked = await checkToken(token, authorizer, keys, services.nowMs);
      return checked.kind === 'invalid' ? invalidToken(checked.reason, scopes) : checkScopes(checked.claims, scopes);
    };
}

type Checked =
  | { readonly kind: 'valid'; readonly claims: Claims }
  | { readonly kind: 'invalid'; readonly reason: string };

async function checkToken(
  token: string,
  rules: JwtAuthorizer,
  keys: IssuerKeys,
  nowMs: () => number,
): Promise<Checked> {
  const header = readHeader(token);
  if (!header) return invalid('the token is malformed');
  if (!ALGORITHMS.has(header.alg)) return invalid('the signing method is invalid');
  if (header.kid === undefined) return invalid('the token has no key id');
  const found = await keys(header.kid, header.alg);
  if (found.kind === 'unavailable') return invalid("the issuer's keys are not available");
  if (found.kind === 'unknown-key') return invalid('the signing key is unknown');
  const claims = await compactVerify(token, found.key, { algorithms: [header.alg] })
    .then(({ payload }) => readClaims(payload))
    .catch(() => undefined);
  if (!claims) return invalid('the signature is invalid');
  const reason = checkClaims(claims, rules, nowMs());
  return reason === undefined ? { kind: 'valid', claims } : invalid(reason);
}

const invalid = (reason: string): Checked => ({ kind: 'invalid', reason });

function readHeader(token: string): { alg: string; kid: string | undefined } | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return typeof alg === 'string' ? { alg, kid: typeof kid === 'string' && kid !== '' ? kid : undefined } : undefined;
  } catch {
    return undefined;
  }
}

function readClaims(payload: Uint8Array): Claims | undefined {
  const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
}

function checkScopes(claims: Claims, required: readonly string[]): Verdict {
  const held = new Set(tokenScopes(claims));
  const granted = required.filter((scope) => held.has(scope));
  if (required.length > 0 && granted.length === 0) return insufficientScope(required);
  return {
    kind: 'allowed',
    caller: { kind: 'jwt', claims: printClaims(claims), scopes: required.length > 0 ? granted : null },
  };
}

function missingToken(): Verdict {
  return refused(401, 'Unauthorized', 'Bearer', 'the identity source is missing');
}

/**
 * The header is that of AWS, with no commas between its parts.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
 */
function invalidToken(reason: string, scopes: readonly string[]): Verdict {
  return refused(401, 'Unauthorized', challenge(scopes, 'invalid_token', reason), reason);
}

function insufficientScope(scopes: readonly string[]): Verdict {
  const reason = 'the token does not have a required scope';
  return refused(403, 'Forbidden', challenge(scopes, 'insufficient_scope', reason), reason);
}

const challenge = (scopes: readonly string[], error: string, reason: string): string =>
  `Bearer scope="${scopes.join(' ')}" error="${error}" error_description="${reason}"`;

const refused = (status: number, message: string, header: string, error: string): Verdict => ({
  kind: 'refused',
  answer: gatewayError(status, message, [['www-authenticate', header]]),
  error,
});
