import type { HttpIntegration } from '../../model/http-api.js';
import { type Fields, fieldsOf, numberOf, textOf, textRecordOf } from '../../openapi-body/fields.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html: also what AWS sets by default. */
const MAX_TIMEOUT_MS = 30_000;

/**
 * Reads `x-amazon-apigateway-integration` of an HTTP API.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function importIntegration(id: string, fields: Fields): HttpIntegration {
  const uri = textOf(fields, 'uri');
  const subtype = textOf(fields, 'integrationSubtype');
  const httpMethod = textOf(fields, 'httpMethod')?.toUpperCase();
  const connectionId = textOf(fields, 'connectionId');
  const credentials = textOf(fields, 'credentials');
  return {
    id,
    kind: textOf(fields, 'type')?.toUpperCase().startsWith('HTTP') ? 'HTTP_PROXY' : 'AWS_PROXY',
    ...(uri !== undefined && { uri }),
    ...(subtype !== undefined && { subtype }),
    ...(httpMethod !== undefined && { httpMethod }),
    payloadFormatVersion: payloadFormat(fields, 'payloadFormatVersion'),
    requestParameters: textRecordOf(fields, 'requestParameters'),
    responseParameters: responseParameters(fieldsOf(fields, 'responseParameters')),
    timeoutMs: Math.min(numberOf(fields, 'timeoutInMillis') ?? MAX_TIMEOUT_MS, MAX_TIMEOUT_MS),
    connectionType: textOf(fields, 'connectionType')?.toUpperCase() === 'VPC_LINK' ? 'VPC_LINK' : 'INTERNET',
    ...(connectionId !== undefined && { connectionId }),
    ...(credentials !== undefined && { credentials }),
  };
}

/** `2.0`, which YAML and JSON may also hold as a number; what says nothing is 1.0. */
export function payloadFormat(fields: Fields, name: string): '1.0' | '2.0' {
  return numberOf(fields, name) === 2 ? '2.0' : '1.0';
}

function responseParameters(fields: Fields): HttpIntegration['responseParameters'] {
  return Object.fromEntries(Object.keys(fields).map((status) => [status, textRecordOf(fields, status)]));
}
