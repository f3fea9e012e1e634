import { accountRoot } from '../../arn/account-root.js';
import type { EngineServices } from '../../model/engine.js';
import { decodePercent } from '../../paths/decode-percent.js';
import { domainName, domainPrefix } from '../context-variables.js';
import { type Caller, type Exchange, requestPath } from '../exchange.js';
import { clfTime } from '../request/clf-time.js';
import { mapRecord } from '../request/empty-record.js';
import { encodeBody } from '../request/encode-body.js';
import { forwardedHeaders } from './forwarded-headers.js';

interface RequestPartsV2 {
  readonly version: '2.0';
  readonly routeKey: string | undefined;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestContext: ReturnType<typeof requestContext>;
  cookies?: readonly string[];
  queryStringParameters?: Readonly<Record<string, string>>;
  pathParameters?: Readonly<Record<string, string>>;
  stageVariables?: Readonly<Record<string, string>>;
}

interface PayloadV2 extends RequestPartsV2 {
  body?: string;
  isBase64Encoded?: boolean;
}

/**
 * The event of payload format 2.0. Absent parts are absent, not `null`; `rawPath` is decoded, and starts with the
 * stage unless that is `$default`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payloadV2(exchange: Exchange): PayloadV2 {
  const event: PayloadV2 = requestPartsV2(exchange);
  const { body, isBase64Encoded } = encodeBody(exchange.request.body, exchange.headers['content-type']);
  if (body !== undefined) event.body = body;
  event.isBase64Encoded = isBase64Encoded;
  return event;
}

/** What integrations and authorizers have in common. Built by assignment, as spreads cost most of a request's time. */
export function requestPartsV2(exchange: Exchange): RequestPartsV2 {
  const { stage, headers, pathParameters } = exchange;
  const path = rawPath(exchange);
  const parts: RequestPartsV2 = {
    version: '2.0',
    routeKey: exchange.routeKey,
    rawPath: path,
    rawQueryString: exchange.request.rawQuery,
    headers: forwardedHeaders(exchange, 'cookie'),
    requestContext: requestContext(exchange, path),
  };
  const query = exchange.query();
  if (headers.cookie !== undefined) parts.cookies = splitCookies(headers.cookie);
  if (query) parts.queryStringParameters = mapRecord(query, (values) => values.join(','));
  if (pathParameters) parts.pathParameters = pathParameters;
  if (stage.hasVariables) parts.stageVariables = stage.variables;
  return parts;
}

export function rawPath(exchange: Exchange): string {
  const path = decodePercent(requestPath(exchange));
  return exchange.stage.name === '$default' ? path : `/${exchange.stage.name}${path}`;
}

function requestContext(exchange: Exchange, path: string) {
  const { request, stage, caller } = exchange;
  const context = {
    accountId: stage.services.account,
    apiId: stage.apiId,
    domainName: domainName(exchange),
    domainPrefix: domainPrefix(exchange),
    http: {
      method: request.method,
      path,
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
  const { clientCertificate: clientCert } = request;
  const certified = clientCert ? { ...context, authentication: { clientCert } } : context;
  return caller.kind === 'anonymous'
    ? certified
    : { ...certified, authorizer: authorizerContext(caller, stage.services) };
}

function authorizerContext(caller: Exclude<Caller, { kind: 'anonymous' }>, place: Place) {
  switch (caller.kind) {
    case 'jwt':
      return { jwt: { claims: caller.claims, scopes: caller.scopes } };
    case 'lambda':
      return { lambda: caller.context };
    case 'iam':
      return { iam: iamContext(caller.accessKey, place) };
  }
}

type Place = Pick<EngineServices, 'account' | 'region'>;

/** There are no principals here: whoever signs stands for the account itself. */
function iamContext(accessKey: string, { account, region }: Place) {
  return {
    accessKey,
    accountId: account,
    callerId: account,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: accountRoot(region, account),
    userId: account,
  };
}

const splitCookies = (cookie: string): string[] =>
  cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
