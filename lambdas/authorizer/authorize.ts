import type { JwtAuthorizerConfig } from '../../lib/plan/plan.js';
import { allow, deny } from './answer.js';
import { bearerToken } from './bearer-token.js';
import type { Claims } from './check-claims.js';
import type { AuthorizerAnswer, AuthorizerEvent } from './event.js';
import type { KeysOf } from './issuer-keys.js';
import { type Lack, lackOf } from './meets-requirement.js';
import { readRequest } from './read-request.js';
import { unauthorized } from './refusal.js';
import { verifyToken } from './verify-token.js';

export interface Decision {
  readonly answer: AuthorizerAnswer;
  /** Why the answer is no, for the log. */
  readonly denied?: 'route-unknown' | Lack;
}

/**
 * Decides one request. Pure but for `keysOf`.
 *
 * @throws Refusal where no answer can be given: the token is bad, or the issuer cannot be asked
 */
export async function authorize(
  event: AuthorizerEvent,
  config: JwtAuthorizerConfig,
  keysOf: KeysOf,
  nowMs: number,
): Promise<Decision> {
  const { method, path, authorization } = readRequest(event);
  const route = own(config.routes, `${method} ${path}`) ?? own(config.routes, `ANY ${path}`);
  const scheme = route && own(config.schemes, route.scheme);
  if (!route || !scheme) return { answer: deny(event, 'unknown'), denied: 'route-unknown' };
  const claims = await verifyToken(bearerToken(authorization), scheme, keysOf, nowMs);
  const caller = callerName(claims);
  const denied = lackOf(route, claims);
  return denied ? { answer: deny(event, caller), denied } : { answer: allow(event, caller, claims) };
}

/** API Gateway needs a principal: machine clients without a `sub` go by their client. */
function callerName(claims: Claims): string {
  const name: unknown = claims.sub ?? claims.client_id;
  if (typeof name !== 'string' || name === '') throw unauthorized('subject-missing');
  return name;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
