import { domainName, domainPrefix } from '../context-variables.js';
import { type Caller, type Exchange, requestPath } from '../exchange.js';
import { clfTime } from '../request/clf-time.js';
import { decodePercent } from '../request/decode-percent.js';
import { encodeBody } from '../request/encode-body.js';
import { forwardedHeaders } from './forwarded-headers.js';

/**
 * The event of payload format 2.0. Absent parts are absent, not `null`; `rawPath` is decoded, and starts with the
 * stage unless that is `$default`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payloadV2(exchange: Exchange) {
  return {
    ...requestPartsV2(exchange),
    ...encodeBody(exchange.request.body, exchange.headers['content-type']),
  };
}

/** What integrations and authorizers have in common. */
export function requestPartsV2(exchange: Exchange) {
  const { request, stage } = exchange;
  const { cookie, ...headers } = forwardedHeaders(exchange);
  const query = exchange.query();
  const hasVariables = Object.keys(stage.variables).length > 0;
  return {
    version: '2.0',
    routeKey: exchange.routeKey,
    rawPath: rawPath(exchange),
    rawQueryString: request.rawQuery,
    ...(cookie === undefined ? {} : { cookies: splitCookies(cookie) }),
    headers,
    ...(query && { queryStringParameters: mapValues(query, (values) => values.join(',')) }),
    requestContext: requestContext(exchange),
    ...(exchange.pathParameters && { pathParameters: exchange.pathParameters }),
    ...(hasVariables && { stageVariables: stage.variables }),
  };
}

export function rawPath(exchange: Exchange): string {
  const path = decodePercent(requestPath(exchange));
  return exchange.stage.name === '$default' ? path : `/${exchange.stage.name}${path}`;
}

function requestContext(exchange: Exchange) {
  const { request, stage, caller } = exchange;
  const authorizer = authorizerContext(caller, stage.services.account);
  return {
    accountId: stage.services.account,
    apiId: stage.apiId,
    ...(authorizer && { authorizer }),
    domainName: domainName(exchange),
    domainPrefix: domainPrefix(exchange),
    http: {
      method: request.method,
      path: rawPath(exchange),
      protocol: request.protocol,
      sourceIp: request.sourceIp,
      userAgent: exchange.headers['user-agent'] ?? '',
    },
    requestId: exchange.requestId,
    routeKey: exchange.routeKey,
    stage: stage.name,
    time: clfTime(request.receivedAtMs),
    timeEpoch: request.receivedAtMs,
  };
}

function authorizerContext(caller: Caller, account: string) {
  switch (caller.kind) {
    case 'anonymous':
      return undefined;
    case 'jwt':
      return { jwt: { claims: caller.claims, scopes: caller.scopes } };
    case 'lambda':
      return { lambda: caller.context };
    case 'iam':
      return { iam: iamContext(caller.accessKey, account) };
  }
}

/** There are no principals here: whoever signs stands for the account itself. */
function iamContext(accessKey: string, account: string) {
  return {
    accessKey,
    accountId: account,
    callerId: account,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: `arn:aws:iam::${account}:root`,
    userId: account,
  };
}

const splitCookies = (cookie: string): string[] =>
  cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  const result: Record<string, U> = Object.create(null);
  for (const name of Object.keys(record)) result[name] = change(record[name] as T);
  return result;
}
