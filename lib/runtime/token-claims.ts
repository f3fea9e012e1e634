import type { ProxyEvent } from './event.js';

/** A token's claims, and the scheme that vouches for them: native authorizers do not say which, since they know one. */
export interface TokenClaims {
  readonly scheme: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
}

type Context = Readonly<Record<string, unknown>>;

/**
 * What an authorizer answered as its context: strings alone from the bundled one and from those of the user's own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizerContext(event: ProxyEvent): Context {
  const { authorizer } = event.requestContext;
  return (event.version === '2.0' ? event.requestContext.authorizer?.lambda : (authorizer as Context | null)) ?? {};
}

/**
 * The tokens that API Gateway let in, the first first; none where the event holds none.
 *
 * @throws Error where the context is not what an authorizer of Gatewright answers
 */
export function tokenClaims(event: ProxyEvent): readonly TokenClaims[] {
  const native = event.version === '2.0' ? event.requestContext.authorizer?.jwt?.claims : undefined;
  if (native) return [{ scheme: undefined, claims: native }];
  const { callers, claims, scheme } = authorizerContext(event);
  if (typeof callers === 'string') {
    const listed = parsedContext(callers);
    if (!Array.isArray(listed)) throw unreadable();
    return listed.map(checked);
  }
  // The bundled authorizer's claims are one JSON string; Cognito's on a REST API are an object.
  const found = typeof claims === 'string' ? parsedContext(claims) : claims;
  if (found === undefined || found === null) return [];
  return [checked({ scheme: typeof scheme === 'string' ? scheme : undefined, claims: found as Context })];
}

function checked(token: TokenClaims): TokenClaims {
  const isRecord = token?.claims instanceof Object && !Array.isArray(token.claims);
  if (!isRecord) throw unreadable();
  return token;
}

/** A value of the context that is JSON. JSON.parse would quote it in its message. */
export function parsedContext(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable();
  }
}

function unreadable(): Error {
  return new Error("the authorizer's context cannot be read");
}
