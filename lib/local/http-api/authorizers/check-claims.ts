import { emptyRecord } from '../request/empty-record.js';

export type Claims = Readonly<Record<string, unknown>>;

interface ClaimRules {
  readonly issuer: string;
  readonly audience: readonly string[];
}

/**
 * Why a token's claims are not accepted, as the `error_description` of the answer; `undefined` where they are.
 * `client_id` counts only in tokens without `aud`. There is no leeway.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function checkClaims(claims: Claims, rules: ClaimRules, nowMs: number): string | undefined {
  if (claims.iss !== rules.issuer) return 'the token has an invalid issuer';
  if (!hasAudience(claims, rules.audience)) return 'the token does not have a valid audience';
  return checkTimes(claims, nowMs / 1000);
}

function hasAudience(claims: Claims, allowed: readonly string[]): boolean {
  const stated = claims.aud ?? claims.client_id;
  const values: unknown[] = Array.isArray(stated) ? stated : [stated];
  return values.some((value) => typeof value === 'string' && allowed.includes(value));
}

function checkTimes({ exp, nbf, iat }: Claims, nowSeconds: number): string | undefined {
  if (!isTime(exp) || exp <= nowSeconds) return 'the token has expired';
  if (nbf !== undefined && !(isTime(nbf) && nbf <= nowSeconds)) return 'the token is not valid yet';
  if (iat !== undefined && !(isTime(iat) && iat <= nowSeconds)) return 'the token was issued in the future';
  return undefined;
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** The scopes a token holds: `scope` and `scp`, each a list or a text separated by spaces. */
export function tokenScopes({ scope, scp }: Claims): string[] {
  return [scope, scp].flatMap((value) => {
    if (typeof value === 'string') return value.split(' ').filter((each) => each !== '');
    return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
  });
}

/** Claims as integrations get them: all texts, lists in brackets as `[admin editor]`. */
export function printClaims(claims: Claims): Record<string, string> {
  const printed = emptyRecord<string>();
  for (const [name, value] of Object.entries(claims)) printed[name] = printClaim(value);
  return printed;
}

function printClaim(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printClaim).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
