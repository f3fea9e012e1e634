import type { LambdaAuthorizerPlan, NativeAuthorizerPlan, Plan, RouteAuthPlan, RoutePlan } from '../plan/plan.js';
import { type BodyRefs, refOf } from './body-refs.js';
import { componentName } from './component-name.js';
import { clientSources, SIGV4_SCHEME, severalSources, sigv4Scheme } from './security-scheme.js';

/** What an HTTP operation asks for. Scopes are the native authorizer's affair: the bundled one has them from its configuration. */
export function httpSecurity(auth: RouteAuthPlan): readonly object[] | undefined {
  if (auth.kind === 'public') {
    return auth.originAuthorizer === undefined ? undefined : [{ [componentName(auth.originAuthorizer)]: [] }];
  }
  const { authorization } = auth;
  if (authorization.kind === 'iam') return [{ [SIGV4_SCHEME]: [] }];
  if (authorization.kind === 'none') return undefined;
  return [{ [componentName(authorization.authorizer)]: authorization.scopes }];
}

/** The schemes that the routes of an HTTP API ask for, in order of their names. */
export function httpSecuritySchemes(plan: Plan, routes: readonly RoutePlan[], refs: BodyRefs): Record<string, object> {
  const schemes: Record<string, object> = {};
  for (const authorizer of plan.authorizers) {
    if (authorizer.kind === 'http-jwt') schemes[componentName(authorizer.id)] = nativeScheme(authorizer);
    if (authorizer.kind === 'http-lambda') schemes[componentName(authorizer.id)] = functionScheme(authorizer, refs);
  }
  if (routes.some(({ auth }) => auth.kind === 'protected' && auth.authorization.kind === 'iam')) {
    schemes[SIGV4_SCHEME] = sigv4Scheme;
  }
  return Object.fromEntries(Object.entries(schemes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nativeScheme({ issuer, audiences }: Extract<NativeAuthorizerPlan, { kind: 'http-jwt' }>): object {
  return {
    type: 'oauth2',
    'x-amazon-apigateway-authorizer': {
      type: 'jwt',
      identitySource: '$request.header.Authorization',
      jwtConfiguration: { issuer, audience: audiences },
    },
  };
}

/**
 * The cache key is made of all identity sources: with the route key in it, an answer is used for no other route. It is
 * always there, so alone it lets every request through to the function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
const ROUTE_SOURCE = '$context.routeKey';
const CLIENT_PREFIXES = { header: '$request.header.', query: '$request.querystring.' };

function functionScheme(authorizer: LambdaAuthorizerPlan, refs: BodyRefs): object {
  return {
    ...severalSources,
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: refOf(refs.invocationUris, authorizer.function),
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      identitySource: [...clientSources(authorizer.identity, CLIENT_PREFIXES), ROUTE_SOURCE],
      authorizerResultTtlInSeconds: authorizer.ttlSeconds,
    },
  };
}
