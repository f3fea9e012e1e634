import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { userPoolIssuer } from '../../authorization/user-pool-issuer.js';
import type { EngineServices } from '../../model/engine.js';
import type { RestAuthorizer } from '../../model/rest-api.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { compileIdentitySource } from './identity-source.js';
import { issuerKeys, KeysUnavailable } from './issuer-keys.js';
import type { Authorize } from './lambda-authorizer.js';

/**
 * A Cognito user pool authorizer. Where the method names scopes the token is an access token that holds one of them;
 * otherwise it is an identity token.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export function cognitoAuthorizer(
  authorizer: RestAuthorizer,
  services: EngineServices,
): (scopes: readonly string[]) => Authorize {
  const source = compileIdentitySource(authorizer.identitySource[0] ?? 'method.request.header.Authorization');
  const issuers = new Map(
    authorizer.userPoolArns
      .flatMap((arn) => userPoolIssuer(arn) ?? [])
      .map((issuer) => [issuer, issuerKeys(issuer, services)]),
  );
  return (scopes) => async (exchange) => {
    const token = source(exchange)[0]?.replace(/^Bearer\s+/i, '');
    if (!token) throw new GatewayFault('UNAUTHORIZED', { reason: 'there is no token' });
    const claims = await verify(token, issuers, services.nowMs());
    if (!isRightToken(claims, scopes)) throw new GatewayFault('UNAUTHORIZED', { reason: 'the token does not fit' });
    exchange.authorizer = { claims: textClaims(claims) };
  };
}

async function verify(
  token: string,
  issuers: ReadonlyMap<string, JWTVerifyGetKey>,
  nowMs: number,
): Promise<JWTPayload> {
  try {
    const issuer = decodeJwt(token).iss ?? '';
    const keys = issuers.get(issuer);
    if (keys === undefined) throw new GatewayFault('UNAUTHORIZED', { reason: 'another issuer' });
    const options = { issuer, algorithms: ['RS256'], currentDate: new Date(nowMs), requiredClaims: ['exp'] };
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (error instanceof GatewayFault) throw error;
    if (error instanceof errors.JWTExpired) {
      throw new GatewayFault('UNAUTHORIZED', { message: 'The incoming token has expired' });
    }
    if (error instanceof KeysUnavailable) throw new GatewayFault('AUTHORIZER_FAILURE', { reason: error.message });
    throw new GatewayFault('UNAUTHORIZED', { reason: 'the token does not verify' });
  }
}

function isRightToken(claims: JWTPayload, scopes: readonly string[]): boolean {
  if (scopes.length === 0) return claims.token_use === undefined || claims.token_use === 'id';
  const held = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
  return claims.token_use !== 'id' && scopes.some((scope) => held.includes(scope));
}

const TIMES = new Set(['exp', 'iat', 'nbf']);

/** All claims are text; the times of the token are written out as Java writes a date. */
function textClaims(claims: JWTPayload): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if (TIMES.has(name) && typeof value === 'number') return [name, javaDate(value)];
      if (Array.isArray(value)) return [name, value.join(',')];
      return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}

function javaDate(epochSeconds: number): string {
  const [day, date, month, year, time] = new Date(epochSeconds * 1000).toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}
