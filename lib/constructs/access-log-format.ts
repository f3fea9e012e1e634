/** What both API types know of a request. No query string and no header but the user agent: they may hold secrets. */
const shared = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
  sourceIp: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
} as const;

/**
 * @param byFunction whether a Lambda authorizer checks callers: what it answers stands under names of its own
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export const httpAccessLogFormat = (byFunction: boolean): string =>
  JSON.stringify({
    ...shared,
    route: '$context.routeKey',
    integrationStatus: '$context.integration.status',
    integrationLatencyMs: '$context.integration.latency',
    integrationError: '$context.integration.error',
    caller: '$context.authorizer.claims.sub',
    ...(byFunction && { functionCaller: '$context.authorizer.sub' }),
  });

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
export const restAccessLogFormat = JSON.stringify({
  ...shared,
  route: '$context.httpMethod $context.resourcePath',
  errorType: '$context.error.responseType',
  integrationStatus: '$context.integration.status',
  integrationLatencyMs: '$context.integration.latency',
  integrationError: '$context.integration.error',
  authorizerLatencyMs: '$context.authorizer.latency',
  caller: '$context.authorizer.principalId',
  apiKeyId: '$context.identity.apiKeyId',
  traceId: '$context.xrayTraceId',
});
