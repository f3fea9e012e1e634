import type { HttpRoute } from '../../model/http-api.js';
import { optional } from '../optional.js';
import type { OwnedResources } from '../owned-resources.js';
import { closedStrings, type Properties, UNRESOLVED_TEXT } from '../properties.js';
import type { ResolvedResource } from '../reader-context.js';

/** An HTTP API's `AWS::ApiGatewayV2::Route`s. One of which it is unknown who may call is noticed and left out. */
export const readHttpRoutes = (owned: OwnedResources): HttpRoute[] =>
  owned('AWS::ApiGatewayV2::Route').flatMap((resource) => readRoute(resource) ?? []);

function readRoute({ id, properties, notice }: ResolvedResource): HttpRoute | undefined {
  const routeKey = properties.string('RouteKey');
  if (id === undefined || routeKey === undefined) return undefined;
  const authorization = readAuthorization(properties);
  if (authorization === undefined) {
    notice('unresolved', 'AuthorizationType: is unknown, so the route is left out');
    return undefined;
  }
  return {
    routeKey,
    routeId: id,
    ...optional('operationName', properties.string('OperationName')),
    integrationId: (properties.string('Target') ?? UNRESOLVED_TEXT).replace(/^integrations\//, ''),
    authorization,
  };
}

/** An unknown authorizer is one that lets nobody in. */
function readAuthorization(properties: Properties): HttpRoute['authorization'] | undefined {
  const type = properties.string('AuthorizationType') ?? (properties.has('AuthorizationType') ? undefined : 'NONE');
  if (type === 'NONE' || type === 'AWS_IAM') return { kind: type };
  const authorizerId = properties.string('AuthorizerId') ?? UNRESOLVED_TEXT;
  if (type === 'CUSTOM') return { kind: 'CUSTOM', authorizerId };
  if (type !== 'JWT') return undefined;
  return { kind: 'JWT', authorizerId, scopes: closedStrings(properties, 'AuthorizationScopes') };
}
