import { accountRoot } from '../../arn/account-root.js';
import { faultMessage } from '../gateway-response/fault-message.js';
import type { GatewayFault } from '../gateway-response/gateway-fault.js';
import { toVtlValue } from '../vtl/input-variable.js';
import type { VtlMap } from '../vtl/value.js';
import { type Exchange, headerValue, overridesOf } from './exchange.js';
import { requestTime } from './request-time.js';

const domainOf = (exchange: Exchange): string => headerValue(exchange.headers, 'host') ?? '';

/** `requestContext` of a function's event. What has no value is null or missing exactly where AWS has it so. */
export function requestContext(exchange: Exchange): Record<string, unknown> {
  const { request, scope, route } = exchange;
  const domainName = domainOf(exchange);
  return {
    resourceId: route?.method.resourceId ?? '',
    ...(exchange.authorizer && { authorizer: exchange.authorizer }),
    resourcePath: route?.method.path ?? '',
    ...(route?.method.operationName && { operationName: route.method.operationName }),
    httpMethod: request.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: requestTime(request.receivedAtMs),
    path: request.basePath + request.rawPath,
    accountId: scope.services.account,
    protocol: request.protocol,
    stage: scope.stageName,
    domainPrefix: domainName.split('.', 1)[0] ?? '',
    requestTimeEpoch: request.receivedAtMs,
    requestId: exchange.requestId,
    identity: identityOf(exchange),
    domainName,
    deploymentId: scope.deploymentId,
    apiId: scope.apiId,
  };
}

function identityOf(exchange: Exchange): Record<string, unknown> {
  const { signer, request, scope } = exchange;
  // There are no principals here: whoever signs stands for the account itself.
  const account = signer ? scope.services.account : null;
  return {
    cognitoIdentityPoolId: null,
    accountId: account,
    cognitoIdentityId: null,
    caller: account,
    sourceIp: request.sourceIp,
    principalOrgId: null,
    accessKey: signer?.accessKeyId ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: account && accountRoot(scope.services.region, account),
    userAgent: headerValue(exchange.headers, 'user-agent') ?? null,
    user: account,
    ...(exchange.apiKey && { apiKey: exchange.apiKey.value, apiKeyId: exchange.apiKey.id }),
    ...(request.clientCertificate && { clientCert: request.clientCertificate }),
  };
}

/**
 * `$context`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function contextVariables(exchange: Exchange): Record<string, unknown> {
  const root = exchange.traceId.replace(/^Root=([^;]*).*$/, '$1');
  return {
    ...requestContext(exchange),
    ...(exchange.scope.isCanary !== undefined && { isCanaryRequest: String(exchange.scope.isCanary) }),
    xrayTraceId: root,
    ...(exchange.fault && { error: errorVariables(exchange.fault) }),
  };
}

function errorVariables(fault: GatewayFault): Record<string, unknown> {
  const message = faultMessage(fault);
  return {
    message: message ?? 'null',
    messageString: JSON.stringify(message),
    responseType: fault.type,
    ...(fault.detail.validationError !== undefined && { validationErrorString: fault.detail.validationError }),
  };
}

/** `$context` for a template, overrides and all. */
export function contextMap(exchange: Exchange): VtlMap {
  const variables = toVtlValue(contextVariables(exchange)) as VtlMap;
  variables.entries.set('requestOverride', overridesOf(exchange).request);
  variables.entries.set('responseOverride', overridesOf(exchange).response);
  return variables;
}

/** One variable by its dotted name, as mappings and gateway responses name it; undefined where it has no value. */
export function contextVariable(variables: Readonly<Record<string, unknown>>, name: string): string | undefined {
  let value: unknown = variables;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
