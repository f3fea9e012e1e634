import type { HttpAuthorizer } from '../../model/http-api.js';
import { functionArnOf } from '../function-uri.js';
import { oneOf } from '../optional.js';
import type { OwnedResources } from '../owned-resources.js';
import { closedStrings, UNRESOLVED_TEXT } from '../properties.js';
import type { ResolvedResource } from '../reader-context.js';

/** An HTTP API's `AWS::ApiGatewayV2::Authorizer`s by id. */
export const readHttpAuthorizers = (owned: OwnedResources): Record<string, HttpAuthorizer> =>
  Object.fromEntries(
    owned('AWS::ApiGatewayV2::Authorizer').flatMap((resource) => {
      const authorizer = readAuthorizer(resource);
      return authorizer ? [[authorizer.id, authorizer] as const] : [];
    }),
  );

function readAuthorizer(resource: ResolvedResource): HttpAuthorizer | undefined {
  const { id, logicalId, properties } = resource;
  const kind = oneOf(properties.string('AuthorizerType'), ['JWT', 'REQUEST']);
  if (id === undefined || kind === undefined) return undefined;
  const common = { id, name: properties.string('Name') ?? logicalId };
  return kind === 'JWT' ? { ...common, kind, ...readJwt(resource) } : { ...common, kind, ...readRequest(resource) };
}

function readJwt({ properties }: ResolvedResource) {
  const configuration = properties.object('JwtConfiguration');
  const identitySource = closedStrings(properties, 'IdentitySource');
  return {
    issuer: configuration.string('Issuer') ?? UNRESOLVED_TEXT,
    audience: closedStrings(configuration, 'Audience'),
    identitySource: identitySource.length > 0 ? identitySource : ['$request.header.Authorization'],
  };
}

function readRequest({ properties }: ResolvedResource) {
  const identitySource = closedStrings(properties, 'IdentitySource');
  return {
    functionArn: functionArnOf(properties.string('AuthorizerUri') ?? UNRESOLVED_TEXT),
    identitySource,
    payloadFormatVersion: properties.string('AuthorizerPayloadFormatVersion') === '2.0' ? '2.0' : '1.0',
    simpleResponses: properties.boolean('EnableSimpleResponses') ?? false,
    // Results are not cached unless asked for: the 300 seconds are the console's and CDK's.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    ttlSeconds: identitySource.length === 0 ? 0 : (properties.number('AuthorizerResultTtlInSeconds') ?? 0),
  } as const;
}
