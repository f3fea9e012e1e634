import type { HttpApiDefinition, HttpIntegration, HttpStage } from '../../model/http-api.js';
import { optional } from '../optional.js';
import type { ResolvedResource } from '../reader-context.js';
import { fakeId } from '../shapes/identity.js';
import { DEFAULT_TIMEOUT_MS } from './http-integrations.js';

export interface QuickCreated extends Pick<HttpApiDefinition, 'routes' | 'integrations'> {
  readonly stages: readonly HttpStage[];
}

/**
 * What an API with a `Target` makes on its own: an integration, a route and the `$default` stage.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html
 */
export function quickCreate({ stack, logicalId, properties }: ResolvedResource): QuickCreated {
  if (!properties.has('Target')) return { routes: [], integrations: {}, stages: [] };
  const id = (salt: string) => fakeId({ region: stack.region, stackName: stack.name, logicalId }, 7, salt);
  const integrationId = id('quick integration');
  const routeKey = properties.string('RouteKey') ?? '$default';
  return {
    routes: [{ routeKey, routeId: id('quick route'), integrationId, authorization: { kind: 'NONE' } }],
    integrations: {
      [integrationId]: integrationFor(integrationId, properties.string('Target'), properties.string('CredentialsArn')),
    },
    stages: [{ stackName: stack.name, logicalId, name: '$default', variables: {}, routeThrottles: {} }],
  };
}

function integrationFor(id: string, target: string | undefined, credentials: string | undefined): HttpIntegration {
  const isUrl = /^https?:/.test(target ?? '');
  return {
    id,
    kind: isUrl ? 'HTTP_PROXY' : 'AWS_PROXY',
    ...optional('uri', target),
    ...(isUrl ? { httpMethod: 'ANY' } : {}),
    payloadFormatVersion: isUrl ? '1.0' : '2.0',
    requestParameters: {},
    responseParameters: {},
    timeoutMs: DEFAULT_TIMEOUT_MS,
    connectionType: 'INTERNET',
    ...optional('credentials', credentials),
  };
}
