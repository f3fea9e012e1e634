import { headerOf } from '../spec/access.js';
import type { TokenAuth } from '../spec/auth.js';
import { type CognitoAuth, cognitoIssuer } from '../spec/cognito.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { JwtAlgorithm } from '../spec/jwt.js';
import { CliError } from './cli-error.js';
import { fittingClaims } from './fitting-claims.js';
import { routesWithTokens, type TokenUser } from './routes-with-tokens.js';

/** What a token has to say to be let in. */
export interface TokenRequest {
  readonly scheme: string;
  /** The request header that it goes into, lower case. */
  readonly header: string;
  /** Who makes it: an issuer that signs, or the endpoint that knows what it stands for. */
  readonly by:
    | { readonly kind: 'issuer'; readonly issuer: string }
    | { readonly kind: 'endpoint'; readonly url: string };
  /** Empty: none. */
  readonly audience: string;
  /** Every scope that any route of the scheme names. */
  readonly scopes: readonly string[];
  /** Claims that meet the conditions of the scheme's routes; where two routes differ, those of the first. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The first is what a token is signed with. */
  readonly algorithms: readonly JwtAlgorithm[];
  /** The `typ` header. */
  readonly type: string;
}

/** The token schemes of a spec, each with all the scopes that its routes ask for. */
export function tokenRequests(spec: GatewaySpec, nowMs = Date.now): readonly TokenRequest[] {
  const users = routesWithTokens(spec);
  return [...new Set(users.map(({ auth }) => auth.name))].map((scheme) =>
    requestFor(
      users.filter(({ auth }) => auth.name === scheme),
      nowMs(),
    ),
  );
}

/** @param users routes of one scheme, one at least */
export function requestFor(users: readonly TokenUser[], nowMs: number): TokenRequest {
  const [first] = users;
  if (!first) throw new Error('a token is for a route');
  const scopes = [...new Set(users.flatMap(({ auth }) => auth.scopes.flat()))].sort();
  const claims = fittingClaims(users, nowMs);
  const common = { scheme: first.auth.name, header: headerOf(first.auth), scopes };
  return { ...common, ...issuedBy(first.auth, claims, scopes) };
}

type Issued = Omit<TokenRequest, 'scheme' | 'header' | 'scopes'>;

function issuedBy(auth: TokenAuth, claims: Issued['claims'], scopes: readonly string[]): Issued {
  switch (auth.kind) {
    case 'jwt':
      return {
        by: { kind: 'issuer', issuer: auth.issuers[0] ?? '' },
        audience: auth.audiences[0] ?? '',
        claims: { ...(auth.tokenType && { client_id: 'local-client' }), ...claims },
        algorithms: auth.algorithms,
        type: auth.tokenType ?? 'JWT',
      };
    case 'cognito':
      return cognitoToken(auth, claims, scopes);
    case 'introspection':
      return {
        by: { kind: 'endpoint', url: auth.endpoint },
        audience: auth.audiences[0] ?? '',
        claims: { ...(auth.issuer !== undefined && { iss: auth.issuer }), ...claims },
        algorithms: [],
        type: '',
      };
  }
}

/**
 * With scopes an access token, which names its client and no audience; without, an identity token.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
function cognitoToken(auth: CognitoAuth, claims: Issued['claims'], scopes: readonly string[]): Issued {
  const client = auth.clientIds[0] ?? 'local-client';
  const isAccess = scopes.length > 0;
  return {
    by: { kind: 'issuer', issuer: cognitoIssuer(auth.userPoolArn) },
    audience: isAccess ? '' : client,
    claims: isAccess ? { token_use: 'access', client_id: client, ...claims } : { token_use: 'id', ...claims },
    algorithms: ['RS256'],
    type: 'JWT',
  };
}

/** @throws CliError 1 where the spec has no such scheme, none at all, or several and none was named */
export function chooseTokenRequest(requests: readonly TokenRequest[], scheme: string | undefined): TokenRequest {
  const names = requests.map((request) => request.scheme).join(', ');
  const [first] = requests;
  if (!first) throw new CliError(1, 'no route of this gateway takes a token, so there is nothing to make one for');
  if (scheme === undefined && requests.length > 1)
    throw new CliError(1, `the gateway has several token schemes; name one with --scheme: ${names}`);
  const chosen = scheme === undefined ? first : requests.find((request) => request.scheme === scheme);
  if (!chosen) throw new CliError(1, `there is no token scheme ${JSON.stringify(scheme)}; the gateway has ${names}`);
  return chosen;
}
