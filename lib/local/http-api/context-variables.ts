import { accountRoot } from '../arn/account-root.js';
import type { Answer } from './answer.js';
import { type Exchange, requestPath } from './exchange.js';
import { clfTime } from './request/clf-time.js';

type Reader = (exchange: Exchange) => string | undefined;

const text = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value));

export const domainName = (exchange: Exchange): string => exchange.headers.host ?? '';

export const domainPrefix = (exchange: Exchange): string => domainName(exchange).split('.', 1)[0] ?? '';

/** The path as the caller sees it, stage or mapping included. */
export const callerPath = (exchange: Exchange): string => `${exchange.request.basePath}${requestPath(exchange)}`;

const integrationError: Reader = ({ integration }) => integration?.errorMessage;
const integrationLatency: Reader = ({ integration }) => text(integration?.latencyMs);

const signingAccount: Reader = ({ caller, stage }) => (caller.kind === 'iam' ? stage.services.account : undefined);

const READERS: Readonly<Record<string, Reader>> = {
  accountId: ({ stage }) => stage.services.account,
  apiId: ({ stage }) => stage.apiId,
  'authorizer.error': ({ authorizerError }) => authorizerError,
  'authorizer.principalId': ({ caller }) => (caller.kind === 'lambda' ? caller.principalId : undefined),
  domainName,
  domainPrefix,
  extendedRequestId: ({ requestId }) => requestId,
  httpMethod: ({ request }) => request.method,
  'identity.accountId': signingAccount,
  'identity.caller': signingAccount,
  'identity.clientCert.clientCertPem': ({ request }) => request.clientCertificate?.clientCertPem,
  'identity.clientCert.issuerDN': ({ request }) => request.clientCertificate?.issuerDN,
  'identity.clientCert.serialNumber': ({ request }) => request.clientCertificate?.serialNumber,
  'identity.clientCert.subjectDN': ({ request }) => request.clientCertificate?.subjectDN,
  'identity.clientCert.validity.notAfter': ({ request }) => request.clientCertificate?.validity.notAfter,
  'identity.clientCert.validity.notBefore': ({ request }) => request.clientCertificate?.validity.notBefore,
  'identity.sourceIp': ({ request }) => request.sourceIp,
  'identity.user': signingAccount,
  'identity.userAgent': ({ headers }) => headers['user-agent'],
  'identity.userArn': ({ caller, stage: { services } }) =>
    caller.kind === 'iam' ? accountRoot(services.region, services.account) : undefined,
  'integration.error': integrationError,
  'integration.integrationStatus': ({ integration }) => text(integration?.serviceStatus ?? integration?.status),
  'integration.latency': integrationLatency,
  'integration.status': ({ integration }) => text(integration?.status),
  integrationErrorMessage: integrationError,
  integrationLatency,
  integrationStatus: ({ integration }) => text(integration?.serviceStatus ?? integration?.status),
  path: callerPath,
  protocol: ({ request }) => request.protocol,
  requestId: ({ requestId }) => requestId,
  requestTime: ({ request }) => clfTime(request.receivedAtMs),
  requestTimeEpoch: ({ request }) => String(request.receivedAtMs),
  routeKey: ({ routeKey }) => routeKey,
  stage: ({ stage }) => stage.name,
};

const CLAIM = 'authorizer.claims.';
const AUTHORIZER = 'authorizer.';

/**
 * The value of `$context.NAME` while a request is on its way; `undefined` where it has none.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function readContextVariable(exchange: Exchange, name: string): string | undefined {
  if (Object.hasOwn(READERS, name)) return READERS[name]?.(exchange);
  const { caller } = exchange;
  if (caller.kind === 'jwt' && name.startsWith(CLAIM)) return own(caller.claims, name.slice(CLAIM.length));
  if (caller.kind === 'lambda' && caller.context && name.startsWith(AUTHORIZER)) {
    return printed(own(caller.context, name.slice(AUTHORIZER.length)));
  }
  return undefined;
}

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function printed(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const NAMED_READERS = Object.entries(READERS);

/** All variables of a finished request, for the access log. */
export function finishedContext(exchange: Exchange, answer: Answer, nowMs: number): Record<string, string> {
  const responseBytes = Buffer.byteLength(answer.body);
  const message = answer.errorMessage;
  const values: Record<string, string> = {
    status: String(answer.status),
    responseLength: String(responseBytes),
    responseLatency: String(Math.max(0, nowMs - exchange.request.receivedAtMs)),
    dataProcessed: String(exchange.request.body.length + responseBytes),
  };
  if (message !== undefined) {
    values['error.message'] = message;
    values['error.messageString'] = JSON.stringify(message);
  }
  for (const [name, read] of NAMED_READERS) put(values, name, read(exchange));
  for (const [name, value] of Object.entries(callerVariables(exchange))) put(values, name, value);
  return values;
}

function put(values: Record<string, string>, name: string, value: string | undefined): void {
  if (value !== undefined) values[name] = value;
}

function callerVariables({ caller }: Exchange): Record<string, string | undefined> {
  if (caller.kind === 'jwt') return prefixed(CLAIM, caller.claims);
  if (caller.kind === 'lambda') return prefixed(AUTHORIZER, caller.context ?? {});
  return {};
}

const prefixed = (prefix: string, values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, printed(value)]));
