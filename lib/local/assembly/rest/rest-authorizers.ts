import type { GatewayResponseModel, RestAuthorizer } from '../../model/rest-api.js';
import { functionArnOf } from '../function-uri.js';
import { oneOf, optional } from '../optional.js';
import type { OwnedResources } from '../owned-resources.js';
import { closedStrings } from '../properties.js';
import type { ResolvedResource } from '../reader-context.js';

/** Seconds. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
const DEFAULT_TTL_SECONDS = 300;

/** `AWS::ApiGateway::Authorizer`s by id. One of an unknown type is left out: its methods then fail closed. */
export function readRestAuthorizers(owned: OwnedResources): Record<string, RestAuthorizer> {
  return Object.fromEntries(
    owned('AWS::ApiGateway::Authorizer').flatMap((resource) => {
      const authorizer = readAuthorizer(resource);
      return authorizer ? [[authorizer.id, authorizer] as const] : [];
    }),
  );
}

function readAuthorizer({ id, logicalId, properties }: ResolvedResource): RestAuthorizer | undefined {
  const kind = oneOf(properties.string('Type'), ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS']);
  if (id === undefined || kind === undefined) return undefined;
  const uri = properties.string('AuthorizerUri');
  const identitySource = identitySources(kind, closedStrings(properties, 'IdentitySource').join(','));
  return {
    id,
    name: properties.string('Name') ?? logicalId,
    kind,
    ...optional('functionArn', uri === undefined ? undefined : functionArnOf(uri)),
    identitySource,
    ...optional('validationExpression', properties.string('IdentityValidationExpression') || undefined),
    // Without a source, one caller's result would be everybody's.
    ttlSeconds:
      identitySource.length === 0 ? 0 : (properties.number('AuthorizerResultTtlInSeconds') ?? DEFAULT_TTL_SECONDS),
    userPoolArns: properties.strings('ProviderARNs'),
  };
}

/** A REQUEST authorizer without sources is called for every request; the others read one header. */
function identitySources(kind: RestAuthorizer['kind'], given: string): string[] {
  const sources = given.split(',').map((source) => source.trim());
  const named = sources.filter((source) => source !== '');
  return named.length > 0 || kind === 'REQUEST' ? named : ['method.request.header.Authorization'];
}

/** `AWS::ApiGateway::GatewayResponse`s by response type. */
export function readGatewayResponses(owned: OwnedResources): Record<string, GatewayResponseModel> {
  return Object.fromEntries(
    owned('AWS::ApiGateway::GatewayResponse').flatMap(({ properties }) => {
      const type = properties.string('ResponseType');
      if (type === undefined) return [];
      const response: GatewayResponseModel = {
        ...optional('statusCode', properties.string('StatusCode')),
        parameters: properties.stringMap('ResponseParameters'),
        templates: properties.stringMap('ResponseTemplates'),
      };
      return [[type, response] as const];
    }),
  );
}
