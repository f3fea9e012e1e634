import { DEFAULT_CLOCK_TOLERANCE_SECONDS, type JwtAuth } from '../spec/jwt.js';
import type { ApiId, AuthorizerPlan } from './plan.js';

export interface JwtAuthorizerChoice {
  readonly kind: AuthorizerPlan['kind'];
  readonly because: string;
}

/**
 * The native JWT authorizer where it can do all that a route asks of its tokens, else the bundled function.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function chooseJwtAuthorizer(auth: JwtAuth, api: ApiId): JwtAuthorizerChoice {
  if (api === 'rest') return { kind: 'rest-lambda-jwt', because: ON_REST };
  const lacking = LACKING.filter(({ asks }) => asks(auth)).map(({ native }) => native);
  if (lacking.length === 0)
    return { kind: 'http-jwt', because: "the HTTP API's own JWT authorizer does it, and costs nothing" };
  return {
    kind: 'http-lambda-jwt',
    because: `the HTTP API's own JWT authorizer ${lacking.join(', and ')}; so a bundled function verifies the token`,
  };
}

/** Why not the newer native one: docs/architecture.md. */
const ON_REST =
  'a bundled function verifies the token: AWS does not document how a body describes the JWT authorizer of REST APIs';

/** What a scheme or a route may ask, and how the native authorizer falls short of it. */
const LACKING: readonly { readonly asks: (auth: JwtAuth) => boolean; readonly native: string }[] = [
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
  { asks: ({ scopes }) => scopes.length > 1, native: 'lets any one scope of a route through, not all of them' },
  { asks: ({ claims }) => claims.length > 0, native: 'has no conditions on claims' },
];
