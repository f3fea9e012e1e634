import type { TokenAuth } from '../spec/auth.js';
import type { CognitoAuth } from '../spec/cognito.js';
import { DEFAULT_CLOCK_TOLERANCE_SECONDS, DEFAULT_TOKEN_HEADER, type JwtAuth } from '../spec/jwt.js';
import type { ApiType, AuthorizerPlan } from './plan.js';

export interface AuthorizerChoice {
  readonly kind: AuthorizerPlan['kind'];
  readonly because: string;
}

/** What a route wants of its authorizer. */
export interface TokenUse {
  readonly api: ApiType;
  /** One of these; of each, all. Not empty. */
  readonly tokens: readonly (readonly TokenAuth[])[];
  /** Whether a backend that is not ours gets headers from claims, or a token of its own. */
  readonly feedsBackend: boolean;
  /** Whether the authorizer is what refuses calls around the edge. */
  readonly closesOrigin: boolean;
}

/**
 * The native authorizer where it can do all that a route asks of its tokens, else the bundled function.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export function chooseAuthorizer(use: TokenUse): AuthorizerChoice {
  const kind = use.api === 'rest' ? 'rest-lambda' : 'http-lambda';
  const [[scheme, ...more] = [], ...others] = use.tokens;
  if (!scheme || more.length > 0 || others.length > 0)
    return { kind, because: 'a bundled function verifies the tokens: a native authorizer knows one scheme' };
  if (scheme.kind === 'introspection')
    return { kind, because: 'a bundled function asks the issuer: no native authorizer takes opaque tokens' };
  if (scheme.kind === 'jwt' && use.api === 'rest') return { kind, because: ON_REST };
  const { native, lacking } = scheme.kind === 'jwt' ? onHttp(scheme, use) : ofCognito(scheme, use);
  if (lacking.length === 0) return native;
  const name = use.api === 'rest' ? "the REST API's own Cognito" : "the HTTP API's own JWT";
  return { kind, because: `${name} authorizer ${lacking.join(', and ')}; so a bundled function verifies the token` };
}

/** Why not the newer native one: docs/architecture.md. */
const ON_REST =
  'a bundled function verifies the token: AWS does not document how a body describes the JWT authorizer of REST APIs';

const NATIVE_HTTP: AuthorizerChoice = {
  kind: 'http-jwt',
  because: "the HTTP API's own JWT authorizer does it, and costs nothing",
};
const NATIVE_COGNITO: AuthorizerChoice = {
  kind: 'rest-cognito',
  because: "the REST API's own Cognito authorizer does it, and costs nothing",
};

interface Rating {
  readonly native: AuthorizerChoice;
  readonly lacking: readonly string[];
}

function onHttp(auth: JwtAuth, use: TokenUse): Rating {
  return { native: NATIVE_HTTP, lacking: lacks([...JWT_LACKS, ...TOKEN_LACKS], auth, use) };
}

function ofCognito(auth: CognitoAuth, use: TokenUse): Rating {
  return use.api === 'http'
    ? { native: NATIVE_HTTP, lacking: lacks(TOKEN_LACKS, auth, use) }
    : { native: NATIVE_COGNITO, lacking: lacks([...REST_COGNITO_LACKS, ...TOKEN_LACKS], auth, use) };
}

interface Lack<T> {
  readonly asks: (auth: T, use: TokenUse) => boolean;
  readonly native: string;
}

/** How native authorizers fall short of what a scheme or a route asks. */
const TOKEN_LACKS: readonly Lack<TokenAuth>[] = [
  { asks: ({ scopes }) => scopes.length > 1, native: 'lets any one scope of a route through, not all of them' },
  { asks: ({ claims }) => claims.length > 0, native: 'has no conditions on claims' },
  {
    asks: (_, { feedsBackend }) => feedsBackend,
    native: "lets a token through that lacks the claim of a header, which would be the client's then",
  },
  { asks: (_, { closesOrigin }) => closesOrigin, native: 'does not look for the header of the edge' },
];

const JWT_LACKS: readonly Lack<JwtAuth>[] = [
  { asks: ({ issuers }) => issuers.length > 1, native: 'takes one issuer' },
  { asks: ({ jwksUri }) => jwksUri !== undefined, native: 'finds keys by discovery alone' },
  {
    asks: ({ algorithms }) => algorithms.some((name) => !name.startsWith('RS')),
    native: 'verifies RSA signatures alone',
  },
  {
    asks: ({ clockToleranceSeconds: seconds }) => seconds !== DEFAULT_CLOCK_TOLERANCE_SECONDS,
    native: 'has a clock tolerance of its own',
  },
  { asks: ({ tokenType }) => tokenType !== undefined, native: 'does not look at the type of a token' },
  { asks: ({ header }) => header !== DEFAULT_TOKEN_HEADER, native: 'takes a bearer token' },
];

const REST_COGNITO_LACKS: readonly Lack<CognitoAuth>[] = [
  { asks: ({ clientIds }) => clientIds.length > 0, native: 'does not look at the client of a token' },
];

function lacks<T extends TokenAuth>(table: readonly Lack<T>[], auth: T, use: TokenUse): readonly string[] {
  return table.filter(({ asks }) => asks(auth, use)).map(({ native }) => native);
}
