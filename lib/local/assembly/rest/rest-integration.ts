import type { RestIntegration, RestIntegrationResponse } from '../../model/rest-api.js';
import { oneOf, optional } from '../optional.js';
import type { Properties } from '../properties.js';

/** Milliseconds. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const DEFAULT_TIMEOUT_MS = 29_000;

/** The `Integration` of an `AWS::ApiGateway::Method`; undefined without a type that API Gateway knows. */
export function readRestIntegration(integration: Properties): RestIntegration | undefined {
  const kind = oneOf(integration.string('Type')?.toUpperCase(), ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK']);
  if (kind === undefined) return undefined;
  return {
    kind,
    ...optional('uri', integration.string('Uri')),
    ...optional('httpMethod', integration.string('IntegrationHttpMethod')),
    requestParameters: integration.stringMap('RequestParameters'),
    requestTemplates: integration.stringMap('RequestTemplates'),
    passthroughBehavior:
      oneOf(integration.string('PassthroughBehavior')?.toUpperCase(), ['WHEN_NO_TEMPLATES', 'NEVER']) ??
      'WHEN_NO_MATCH',
    ...optional('contentHandling', contentHandling(integration)),
    timeoutMs: integration.number('TimeoutInMillis') ?? DEFAULT_TIMEOUT_MS,
    ...optional('credentials', integration.string('Credentials')),
    connectionType: integration.string('ConnectionType') === 'VPC_LINK' ? 'VPC_LINK' : 'INTERNET',
    ...optional('connectionId', integration.string('ConnectionId')),
    responseTransferMode: integration.string('ResponseTransferMode') === 'STREAM' ? 'STREAM' : 'BUFFERED',
    tlsInsecureSkipVerification: integration.object('TlsConfig').boolean('InsecureSkipVerification') ?? false,
    responses: integration.objects('IntegrationResponses').flatMap(readResponse),
  };
}

function readResponse(response: Properties): RestIntegrationResponse[] {
  const statusCode = response.string('StatusCode');
  if (statusCode === undefined) return [];
  return [
    {
      ...optional('selectionPattern', response.string('SelectionPattern') || undefined),
      statusCode,
      responseParameters: response.stringMap('ResponseParameters'),
      responseTemplates: response.stringMap('ResponseTemplates'),
      ...optional('contentHandling', contentHandling(response)),
    },
  ];
}

const contentHandling = (place: Properties) =>
  oneOf(place.string('ContentHandling'), ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']);
