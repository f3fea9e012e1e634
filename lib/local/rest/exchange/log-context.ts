import { contextVariables } from './context-variables.js';
import type { Exchange, MethodResponse } from './exchange.js';

/**
 * Variables of the access log, by their dotted names. What has no value is left out.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function logContext(
  exchange: Exchange,
  response: MethodResponse,
  finishedAtMs: number,
): Readonly<Record<string, string>> {
  const { integration, request, fault, firewall } = exchange;
  const variables: Record<string, unknown> = {
    ...contextVariables(exchange),
    status: response.status,
    // Of what comes in parts the server knows, which sends it.
    ...(!response.parts && {
      responseLength: Buffer.byteLength(response.body),
      responseLatency: Math.max(0, finishedAtMs - request.receivedAtMs),
    }),
    integrationLatency: integration?.latencyMs,
    integrationStatus: integration?.serviceStatus ?? integration?.status,
    integrationErrorMessage: integration?.error ?? fault?.detail.reason,
    integration: {
      status: integration?.status,
      latency: integration?.latencyMs,
      error: integration?.error ?? fault?.detail.reason,
      requestId: integration?.requestId,
      integrationStatus: integration?.serviceStatus ?? integration?.status,
      ...(integration && { responseTransferMode: integration.transferMode ?? 'BUFFERED' }),
      timeToAllHeaders: integration?.timeToAllHeadersMs,
      timeToFirstContent: integration?.timeToFirstContentMs,
    },
    awsEndpointRequestId: integration?.requestId,
    webaclArn: firewall?.webAclArn,
    wafResponseCode: firewall && (firewall.isAllowed ? 'WAF_ALLOW' : 'WAF_BLOCK'),
  };
  const flat: Record<string, string> = {};
  flatten(variables, '', flat);
  return flat;
}

function flatten(value: unknown, name: string, into: Record<string, string>): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object' || Array.isArray(value)) {
    into[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return;
  }
  for (const [key, item] of Object.entries(value)) flatten(item, name === '' ? key : `${name}.${key}`, into);
}
