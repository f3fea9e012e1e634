import type { ApiType, AuthorizerPlan, RouteAuthPlan } from '../../plan.js';
import { functionUriBytes } from './function-uri.js';
import { jsonBytes, memberBytes, total } from './json-bytes.js';
import type { BodyPlan } from './once-a-body.js';

/** What a route's operation says of its callers. */
export function securityBytes(auth: RouteAuthPlan): number {
  const asked = namesOf(auth);
  if (asked.length === 0) return 0;
  return memberBytes({ security: asked.map(([name, scopes]) => ({ [name]: scopes })) });
}

function namesOf(auth: RouteAuthPlan): readonly (readonly [string, readonly string[]])[] {
  if (auth.kind === 'public') return auth.originAuthorizer === undefined ? [] : [[auth.originAuthorizer, []]];
  const { authorization, apiKey } = auth;
  return [
    ...(authorization.kind === 'iam' ? [['sigv4', []] as const] : []),
    ...(authorization.kind === 'authorizer' ? [[authorization.authorizer, authorization.scopes] as const] : []),
    ...(apiKey ? [['api_key', []] as const] : []),
  ];
}

const API_KEY = memberBytes({ api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } });
const SIGV4 = memberBytes({
  sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
});

/** The security schemes of an API. */
export function schemeBytes(plan: BodyPlan, api: ApiType): number {
  const asked = plan.routes.flatMap((route) =>
    route.api === api && route.auth.kind === 'protected' ? [route.auth] : [],
  );
  const own = plan.authorizers.filter((authorizer) => authorizer.api === api);
  const bytes =
    total(own, (authorizer) => authorizerBytes(authorizer, plan)) +
    (asked.some(({ apiKey }) => apiKey && api === 'rest') ? API_KEY : 0) +
    (asked.some(({ authorization }) => authorization.kind === 'iam') ? SIGV4 : 0);
  return bytes > 0 ? bytes + memberBytes({ securitySchemes: {} }) : 0;
}

const BY_FUNCTION = {
  'http-lambda': {
    type: 'apiKey',
    name: 'Unused',
    in: 'header',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: 0,
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      identitySource: ['$context.routeKey'],
      authorizerResultTtlInSeconds: 0,
    },
  },
  'rest-lambda': {
    type: 'apiKey',
    name: 'Unused',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      authorizerUri: 0,
      identitySource: 'context.httpMethod, context.resourcePath',
      authorizerResultTtlInSeconds: 0,
    },
  },
} as const;

/** `method.request.querystring.`, with what divides it from the next. */
const SOURCE_BYTES = 25;

function authorizerBytes(authorizer: AuthorizerPlan, plan: BodyPlan): number {
  if (authorizer.kind === 'http-jwt') return memberBytes({ [authorizer.id]: nativeJwt(authorizer) });
  if (authorizer.kind === 'rest-cognito') return memberBytes({ [authorizer.id]: nativeCognito(authorizer) });
  const { headers, query } = authorizer.identity;
  return (
    memberBytes({ [authorizer.id]: BY_FUNCTION[authorizer.kind] }) +
    functionUriBytes(authorizer.function, plan) +
    jsonBytes(authorizer.ttlSeconds) +
    total([...headers, ...query], (name) => name.length + SOURCE_BYTES)
  );
}

function nativeJwt({ issuer, audiences }: Extract<AuthorizerPlan, { kind: 'http-jwt' }>): object {
  return {
    type: 'oauth2',
    'x-amazon-apigateway-authorizer': {
      type: 'jwt',
      identitySource: '$request.header.Authorization',
      jwtConfiguration: { issuer, audience: audiences },
    },
  };
}

function nativeCognito({ userPoolArns, ttlSeconds }: Extract<AuthorizerPlan, { kind: 'rest-cognito' }>): object {
  return {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': {
      type: 'cognito_user_pools',
      providerARNs: userPoolArns,
      authorizerResultTtlInSeconds: ttlSeconds,
    },
  };
}
