import type { Auth, SchemeAuth, TokenAuth } from '../spec/auth.js';
import type { AuthPart } from '../spec/combinations.js';
import type { AnyCaller, ApiKeyCaller, CustomCaller, IamCaller, MutualTlsCaller, TokenCaller } from './caller.js';
import type { ProxyEvent, RestIdentity } from './event.js';
import { scopesOf } from './scopes-of.js';
import { authorizerContext, parsedContext, type TokenClaims, tokenClaims } from './token-claims.js';

/**
 * Who called, as the route's auth promises it. API Gateway has checked it; here it is read, and nobody is made up.
 *
 * @param auth absent: the gateway's, which a route does not know; whoever the event names, a token's owner as `jwt`
 * @throws Error where the event does not hold the identity that the auth promises
 */
export function callerOf(event: ProxyEvent, auth: Auth | undefined): AnyCaller | undefined {
  if (auth === 'public') return undefined;
  if (!auth) return inheritedCaller(event);
  const tokens = byScheme(tokenClaims(event), auth);
  // Of `anyOf(a, allOf(a, b))` somebody with both came in by both: to say `a` alone would be to say that `a` was enough.
  const found = alternativesOf(auth, event, tokens).find(({ schemes }) => schemes.size === tokens.size);
  if (!found) throw new Error('the event lacks the identity that the route promises');
  return found.caller;
}

type Tokens = ReadonlyMap<string, TokenClaims>;

/** Who it may have been, and by the tokens of which schemes. */
interface Alternative {
  readonly caller: AnyCaller;
  readonly schemes: ReadonlySet<string>;
}

function alternativesOf(auth: AuthPart, event: ProxyEvent, tokens: Tokens): readonly Alternative[] {
  if (auth.kind === 'any-of') return auth.parts.flatMap((part) => alternativesOf(part, event, tokens));
  if (auth.kind === 'all-of') return together(auth.parts.map((part) => alternativesOf(part, event, tokens)));
  const caller = callerOfScheme(auth, event, tokens);
  return caller ? [{ caller, schemes: new Set(tokenSchemes(auth)) }] : [];
}

/** Each of the first part with each of the second, and so on. */
function together(parts: readonly (readonly Alternative[])[]): readonly Alternative[] {
  const sets = parts.reduce<readonly (readonly Alternative[])[]>(
    (before, part) => before.flatMap((set) => part.map((one) => [...set, one])),
    [[]],
  );
  return sets.map((set) => ({
    caller: { kind: 'all-of', parts: set.map(({ caller }) => caller) },
    schemes: new Set(set.flatMap(({ schemes }) => [...schemes])),
  }));
}

function callerOfScheme(auth: SchemeAuth, event: ProxyEvent, tokens: Tokens): AnyCaller | undefined {
  if (isTokenScheme(auth)) {
    const token = tokens.get(auth.name);
    return token && tokenCaller(auth.kind, auth.name, token);
  }
  switch (auth.kind) {
    case 'api-key':
      return keyCaller(event);
    case 'iam':
      return iamCaller(event);
    case 'mutual-tls':
      return certificateCaller(event);
    case 'custom':
      return customCaller(event, auth.name);
  }
}

/** A native authorizer names no scheme, but knows one alone: where the auth has several, nobody can say which it was. */
function byScheme(tokens: readonly TokenClaims[], auth: AuthPart): Tokens {
  const [only, second] = new Set(tokenSchemes(auth));
  const named = tokens.map((token) => [token.scheme ?? (second ? undefined : only), token] as const);
  return new Map(named.filter((pair): pair is [string, TokenClaims] => pair[0] != null));
}

function tokenSchemes(auth: AuthPart): readonly string[] {
  if (auth.kind === 'any-of' || auth.kind === 'all-of') return auth.parts.flatMap(tokenSchemes);
  return isTokenScheme(auth) ? [auth.name] : [];
}

function isTokenScheme(auth: SchemeAuth): auth is TokenAuth {
  return /^(jwt|introspection|cognito)$/.test(auth.kind);
}

function inheritedCaller(event: ProxyEvent): AnyCaller | undefined {
  const [first, ...more] = tokenClaims(event).map((token) => tokenCaller('jwt', token.scheme ?? '', token));
  if (first) return more.length > 0 ? { kind: 'all-of', parts: [first, ...more] } : first;
  const { scheme = '' } = authorizerContext(event);
  return customCaller(event, String(scheme)) ?? iamCaller(event) ?? keyCaller(event) ?? certificateCaller(event);
}

function keyCaller(event: ProxyEvent): ApiKeyCaller | undefined {
  const keyId = identityOf(event).apiKeyId;
  return keyId ? { kind: 'api-key', keyId } : undefined;
}

function iamCaller(event: ProxyEvent): IamCaller | undefined {
  const { user, ...identity } = identityOf(event);
  const iam = event.version === '2.0' ? event.requestContext.authorizer?.iam : { ...identity, userId: user };
  const { userArn: arn, accountId, userId } = iam ?? {};
  return arn && accountId && userId ? { kind: 'iam', arn, accountId, userId } : undefined;
}

function certificateCaller(event: ProxyEvent): MutualTlsCaller | undefined {
  const certificate =
    event.version === '2.0' ? event.requestContext.authentication?.clientCert : identityOf(event).clientCert;
  if (!certificate?.subjectDN || !certificate.clientCertPem) return undefined;
  const { subjectDN: subjectDn, issuerDN: issuerDn, serialNumber, clientCertPem: pem } = certificate;
  return { kind: 'mutual-tls', subjectDn, issuerDn, serialNumber, pem };
}

/** Events of payload 2.0 have none. */
function identityOf({ requestContext }: ProxyEvent): RestIdentity {
  return ('identity' in requestContext && requestContext.identity) || {};
}

/** What `authorizeWith` answers. */
function customCaller(event: ProxyEvent, name: string): CustomCaller | undefined {
  const { scheme, sub, context } = authorizerContext(event);
  if (scheme !== name || typeof sub !== 'string' || sub === '') return undefined;
  return {
    kind: 'custom',
    scheme: name,
    subject: sub,
    context: typeof context === 'string' ? parsedContext(context) : undefined,
  };
}

function tokenCaller(kind: TokenCaller['kind'], scheme: string, token: TokenClaims): TokenCaller {
  const claims = Object.fromEntries(Object.entries(token.claims).map(([name, value]) => [name, claimText(value)]));
  return { kind, scheme, subject: claims.sub ?? '', scopes: checkedScopes(token), claims };
}

/** As the authorizer read them. A native one, which names no scheme, hands lists on as `[a b]`. */
function checkedScopes({ scheme, claims }: TokenClaims): readonly string[] {
  if (scheme !== undefined) return scopesOf(claims);
  return scopesOf({ scope: withoutBrackets(claims.scope), scp: withoutBrackets(claims.scp) });
}

function withoutBrackets(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^\[(.*)\]$/s, '$1') : value;
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
