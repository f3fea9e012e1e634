import type { LambdaAuthorizerPlan, NativeAuthorizerPlan, Plan, RouteAuthPlan, RoutePlan } from '../plan/plan.js';
import { type BodyRefs, refOf } from './body-refs.js';
import { componentName } from './component-name.js';
import { clientSources, SIGV4_SCHEME, severalSources, sigv4Scheme } from './security-scheme.js';

const API_KEY_SCHEME = 'api_key';

/**
 * What a REST operation asks for, each in a requirement of its own, as SAM writes them: API Gateway asks for all of
 * them, though OpenAPI would read any one of them. Scopes are read for Cognito only.
 *
 * https://github.com/aws/serverless-application-model/blob/develop/samtranslator/swagger/swagger.py
 */
export function restSecurity(auth: RouteAuthPlan): readonly object[] | undefined {
  if (auth.kind === 'public') return undefined;
  const { apiKey, authorization } = auth;
  const asked = [
    ...(authorization.kind === 'iam' ? [{ [SIGV4_SCHEME]: [] }] : []),
    ...(authorization.kind === 'authorizer'
      ? [{ [componentName(authorization.authorizer)]: authorization.scopes }]
      : []),
    ...(apiKey ? [{ [API_KEY_SCHEME]: [] }] : []),
  ];
  return asked.length > 0 ? asked : undefined;
}

/** The schemes that the routes of a REST API ask for, in order of their names. */
export function restSecuritySchemes(plan: Plan, routes: readonly RoutePlan[], refs: BodyRefs): Record<string, object> {
  const asked = routes.flatMap(({ auth }) => (auth.kind === 'protected' ? [auth] : []));
  const schemes: Record<string, object> = {};
  if (asked.some(({ apiKey }) => apiKey)) {
    schemes[API_KEY_SCHEME] = { type: 'apiKey', name: 'x-api-key', in: 'header' };
  }
  if (asked.some(({ authorization }) => authorization.kind === 'iam')) schemes[SIGV4_SCHEME] = sigv4Scheme;
  for (const authorizer of plan.authorizers.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if (authorizer.kind === 'rest-lambda') schemes[componentName(authorizer.id)] = functionScheme(authorizer, refs);
    if (authorizer.kind === 'rest-cognito') schemes[componentName(authorizer.id)] = cognitoScheme(authorizer);
  }
  return schemes;
}

/**
 * The cache key is made of all identity sources: with method and resource in it, an answer is used for no other route.
 * They are always there, so alone they let every request through to the function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 */
const ROUTE_SOURCES = ['context.httpMethod', 'context.resourcePath'];
const CLIENT_PREFIXES = { header: 'method.request.header.', query: 'method.request.querystring.' };

function functionScheme(authorizer: LambdaAuthorizerPlan, refs: BodyRefs): object {
  return {
    ...severalSources,
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: refOf(refs.invocationUris, authorizer.function),
      identitySource: [...clientSources(authorizer.identity, CLIENT_PREFIXES), ...ROUTE_SOURCES].join(', '),
      authorizerResultTtlInSeconds: authorizer.ttlSeconds,
    },
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html */
function cognitoScheme(authorizer: Extract<NativeAuthorizerPlan, { kind: 'rest-cognito' }>): object {
  return {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': {
      type: 'cognito_user_pools',
      providerARNs: authorizer.userPoolArns,
      authorizerResultTtlInSeconds: authorizer.ttlSeconds,
    },
  };
}
