import { accountRoot } from '../../arn/account-root.js';
import { decodePercent } from '../../paths/decode-percent.js';
import { callerPath, domainName, domainPrefix } from '../context-variables.js';
import type { Caller, Exchange } from '../exchange.js';
import { clfTime } from '../request/clf-time.js';
import { emptyRecord, mapRecord } from '../request/empty-record.js';
import { encodeBody } from '../request/encode-body.js';
import { forwardedHeaders } from './forwarded-headers.js';

/**
 * The event of payload format 1.0: that of a REST API with `version`. Absent parts are `null`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payloadV1(exchange: Exchange) {
  const { body = null, isBase64Encoded } = encodeBody(exchange.request.body, exchange.headers['content-type']);
  return { ...requestPartsV1(exchange), body, isBase64Encoded };
}

/** What integrations and authorizers have in common. */
export function requestPartsV1(exchange: Exchange) {
  const { request, stage } = exchange;
  const query = exchange.query();
  const headers = forwardedHeaders(exchange);
  return {
    version: '1.0',
    resource: resourcePath(exchange),
    path: decodePercent(callerPath(exchange)),
    httpMethod: request.method,
    headers: lastValues(exchange, headers),
    multiValueHeaders: allValues(exchange, headers),
    queryStringParameters: query ? mapRecord(query, (values) => values.at(-1) ?? '') : null,
    multiValueQueryStringParameters: query ?? null,
    requestContext: requestContext(exchange),
    pathParameters: exchange.pathParameters ?? null,
    stageVariables: stage.hasVariables ? stage.variables : null,
  };
}

/** `/pets/{id}` for the route `GET /pets/{id}`. */
function resourcePath({ routeKey = '$default' }: Exchange): string {
  const space = routeKey.indexOf(' ');
  return space < 0 ? routeKey : routeKey.slice(space + 1);
}

function requestContext(exchange: Exchange) {
  const { request, stage, caller } = exchange;
  return {
    accountId: stage.services.account,
    apiId: stage.apiId,
    authorizer: authorizerContext(caller),
    domainName: domainName(exchange),
    domainPrefix: domainPrefix(exchange),
    extendedRequestId: exchange.requestId,
    httpMethod: request.method,
    identity: identity(exchange),
    path: decodePercent(callerPath(exchange)),
    protocol: request.protocol,
    requestId: exchange.requestId,
    requestTime: clfTime(request.receivedAtMs),
    requestTimeEpoch: request.receivedAtMs,
    resourceId: exchange.routeKey ?? null,
    resourcePath: resourcePath(exchange),
    stage: stage.name,
  };
}

function authorizerContext(caller: Caller): Readonly<Record<string, unknown>> {
  if (caller.kind === 'jwt') return { claims: caller.claims, scopes: caller.scopes };
  if (caller.kind !== 'lambda') return { claims: null, scopes: null };
  return { ...caller.context, ...(caller.principalId !== undefined && { principalId: caller.principalId }) };
}

function identity({ caller, request, headers, stage }: Exchange) {
  const signed = caller.kind === 'iam' ? caller : undefined;
  return {
    accessKey: signed?.accessKey ?? null,
    accountId: signed ? stage.services.account : null,
    caller: signed ? stage.services.account : null,
    cognitoAmr: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: signed ? stage.services.account : null,
    userAgent: headers['user-agent'] ?? '',
    userArn: signed ? accountRoot(stage.services.region, stage.services.account) : null,
    ...(request.clientCertificate && { clientCert: request.clientCertificate }),
  };
}

function allValues(exchange: Exchange, headers: Readonly<Record<string, string>>): Record<string, string[]> {
  const values: Record<string, string[]> = mapRecord(headers, (value) => [value]);
  const sent = emptyRecord<string[]>();
  for (const [name, value] of exchange.request.headers) {
    const key = name.toLowerCase();
    if (key === 'x-forwarded-for') continue;
    sent[key] = [...(sent[key] ?? []), value];
  }
  return Object.assign(values, sent);
}

const lastValues = (exchange: Exchange, headers: Readonly<Record<string, string>>): Record<string, string> =>
  mapRecord(allValues(exchange, headers), (values) => values.at(-1) ?? '');
