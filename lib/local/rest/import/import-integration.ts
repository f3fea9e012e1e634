import type { RestIntegration, RestIntegrationResponse } from '../../model/rest-api.js';
import { type Fields, fieldsOf, flagOf, isFields, numberOf, textOf, textRecordOf } from '../../openapi-body/fields.js';

const KINDS: Readonly<Record<string, RestIntegration['kind']>> = {
  AWS: 'AWS',
  AWS_PROXY: 'AWS_PROXY',
  HTTP: 'HTTP',
  HTTP_PROXY: 'HTTP_PROXY',
  MOCK: 'MOCK',
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const DEFAULT_TIMEOUT_MS = 29_000;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
export function importIntegration(operation: Fields): RestIntegration | undefined {
  const given = operation['x-amazon-apigateway-integration'];
  if (!isFields(given)) return undefined;
  const kind = KINDS[textOf(given, 'type')?.toUpperCase() ?? ''];
  if (kind === undefined) return undefined;
  return {
    kind,
    ...optionalTexts(given),
    requestParameters: textRecordOf(given, 'requestParameters'),
    requestTemplates: textRecordOf(given, 'requestTemplates'),
    passthroughBehavior: passthroughOf(given),
    ...contentHandlingOf(given),
    timeoutMs: numberOf(given, 'timeoutInMillis') ?? DEFAULT_TIMEOUT_MS,
    connectionType: textOf(given, 'connectionType')?.toUpperCase() === 'VPC_LINK' ? 'VPC_LINK' : 'INTERNET',
    responseTransferMode: textOf(given, 'responseTransferMode')?.toUpperCase() === 'STREAM' ? 'STREAM' : 'BUFFERED',
    tlsInsecureSkipVerification: flagOf(fieldsOf(given, 'tlsConfig'), 'insecureSkipVerification'),
    responses: importResponses(fieldsOf(given, 'responses')),
  };
}

function optionalTexts(given: Fields): Pick<RestIntegration, 'uri' | 'httpMethod' | 'credentials' | 'connectionId'> {
  const names = ['uri', 'httpMethod', 'credentials', 'connectionId'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = textOf(given, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function passthroughOf(given: Fields): RestIntegration['passthroughBehavior'] {
  const behavior = textOf(given, 'passthroughBehavior')?.toUpperCase();
  return behavior === 'NEVER' || behavior === 'WHEN_NO_TEMPLATES' ? behavior : 'WHEN_NO_MATCH';
}

function contentHandlingOf(given: Fields): Pick<RestIntegration, 'contentHandling'> {
  const contentHandling = textOf(given, 'contentHandling')?.toUpperCase();
  if (contentHandling !== 'CONVERT_TO_BINARY' && contentHandling !== 'CONVERT_TO_TEXT') return {};
  return { contentHandling };
}

function statusCodeOf({ statusCode = '200' }: Fields): string {
  return typeof statusCode === 'string' || typeof statusCode === 'number' ? String(statusCode) : '';
}

/** Keyed by selection pattern; `default` is the one without. */
function importResponses(responses: Fields): readonly RestIntegrationResponse[] {
  return Object.entries(responses).flatMap(([pattern, response]): RestIntegrationResponse[] => {
    if (!isFields(response)) return [];
    return [
      {
        ...(pattern !== 'default' && { selectionPattern: pattern }),
        statusCode: statusCodeOf(response),
        responseParameters: textRecordOf(response, 'responseParameters'),
        responseTemplates: textRecordOf(response, 'responseTemplates'),
        ...contentHandlingOf(response),
      },
    ];
  });
}
