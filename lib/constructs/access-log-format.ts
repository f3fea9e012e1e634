import type { ApiType, AuthorizerPlan, Plan } from '../plan/plan.js';

/**
 * What both API types know of a request. No query string and no header but the user agent: they may hold secrets.
 *
 * What callers write themselves comes first: API Gateway escapes it, though no page promises so, and should it not, the
 * true fields come after forged ones of the same names, and JSON readers take the last.
 * https://github.com/DataBiosphere/azul/issues/4348
 */
const shared = {
  userAgent: '$context.identity.userAgent',
  path: '$context.path',
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
  sourceIp: '$context.identity.sourceIp',
} as const;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
export const httpAccessLogFormat = (plan: Plan): string =>
  JSON.stringify({
    ...shared,
    route: '$context.routeKey',
    integrationStatus: '$context.integration.status',
    integrationLatencyMs: '$context.integration.latency',
    integrationError: '$context.integration.error',
    caller: '$context.authorizer.claims.sub',
    ...(has(plan, 'http-lambda') && { functionCaller: '$context.authorizer.sub' }),
    ...otherCallers(plan, 'http'),
  });

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
export const restAccessLogFormat = (plan: Plan): string =>
  JSON.stringify({
    ...shared,
    route: '$context.httpMethod $context.resourcePath',
    errorType: '$context.error.responseType',
    integrationStatus: '$context.integration.status',
    integrationLatencyMs: '$context.integration.latency',
    integrationError: '$context.integration.error',
    authorizerLatencyMs: '$context.authorizer.latency',
    caller: '$context.authorizer.principalId',
    ...(has(plan, 'rest-cognito') && { cognitoCaller: '$context.authorizer.claims.sub' }),
    ...otherCallers(plan, 'rest'),
    apiKeyId: '$context.identity.apiKeyId',
    traceId: '$context.xrayTraceId',
  });

/** A format cannot choose, so who is known under another name stands in a field of its own, where the plan has such callers. */
function otherCallers(plan: Plan, api: ApiType): Readonly<Record<string, string>> {
  const asksForSignatures = plan.routes.some(
    ({ auth, ...route }) => route.api === api && auth.kind === 'protected' && auth.authorization.kind === 'iam',
  );
  return {
    ...(asksForSignatures && { iamCaller: '$context.identity.userArn' }),
    ...(plan.domain?.mutualTls && { certificateSubject: '$context.identity.clientCert.subjectDN' }),
  };
}

const has = ({ authorizers }: Plan, kind: AuthorizerPlan['kind']): boolean =>
  authorizers.some((authorizer) => authorizer.kind === kind);
