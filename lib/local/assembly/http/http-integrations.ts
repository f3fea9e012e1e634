import type { HttpIntegration } from '../../model/http-api.js';
import { oneOf, optional } from '../optional.js';
import type { OwnedResources } from '../owned-resources.js';
import type { Properties } from '../properties.js';
import type { ResolvedResource } from '../reader-context.js';

/** Milliseconds. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const DEFAULT_TIMEOUT_MS = 30_000;

/** An HTTP API's `AWS::ApiGatewayV2::Integration`s by id. */
export const readHttpIntegrations = (owned: OwnedResources): Record<string, HttpIntegration> =>
  Object.fromEntries(
    owned('AWS::ApiGatewayV2::Integration').flatMap((resource) => {
      const integration = readIntegration(resource);
      return integration ? [[integration.id, integration] as const] : [];
    }),
  );

function readIntegration({ id, properties }: ResolvedResource): HttpIntegration | undefined {
  const kind = oneOf(properties.string('IntegrationType'), ['AWS_PROXY', 'HTTP_PROXY']);
  if (id === undefined || kind === undefined) return undefined;
  return {
    id,
    kind,
    ...optional('uri', properties.string('IntegrationUri')),
    ...optional('subtype', properties.string('IntegrationSubtype')),
    ...optional('httpMethod', properties.string('IntegrationMethod')),
    // The service takes 1.0 where the template says nothing.
    payloadFormatVersion: properties.string('PayloadFormatVersion') === '2.0' ? '2.0' : '1.0',
    requestParameters: properties.stringMap('RequestParameters'),
    responseParameters: readResponseParameters(properties),
    timeoutMs: properties.number('TimeoutInMillis') ?? DEFAULT_TIMEOUT_MS,
    connectionType: properties.string('ConnectionType') === 'VPC_LINK' ? 'VPC_LINK' : 'INTERNET',
    ...optional('connectionId', properties.string('ConnectionId')),
    ...optional('credentials', properties.string('CredentialsArn')),
  };
}

/**
 * CloudFormation writes `{ "200": { "ResponseParameters": [{ "Destination", "Source" }] } }`, the API a plain map.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html
 */
function readResponseParameters(properties: Properties): HttpIntegration['responseParameters'] {
  const statuses = properties.objectMap('ResponseParameters').map(([status, response]) => {
    if (!response.has('ResponseParameters')) return [status, properties.object('ResponseParameters').stringMap(status)];
    const pairs = response.objects('ResponseParameters').flatMap((pair) => {
      const [destination, source] = [pair.string('Destination'), pair.string('Source')];
      return destination === undefined ? [] : [[destination, source ?? ''] as const];
    });
    return [status, Object.fromEntries(pairs)];
  });
  return Object.fromEntries(statuses);
}
