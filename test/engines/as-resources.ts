/** JSON as it stands in a template. */
// biome-ignore lint/suspicious/noExplicitAny: bodies are walked as they are
type Json = any;
type Resources = Record<string, { Type: string; Properties: Json; [more: string]: Json }>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method'];
const methodOf = (key: string) => (key.startsWith('x-') ? 'ANY' : key.toUpperCase());
const idOf = (...parts: readonly string[]) =>
  parts.map((part) => part.replace(/[^A-Za-z0-9]/g, (each) => `x${each.charCodeAt(0)}`)).join('');

/** The same template with a resource for each thing that an OpenAPI body says, and no body. */
export function asResources(template: Json): Json {
  const resources: Resources = {};
  for (const [id, resource] of Object.entries(template.Resources as Resources)) {
    if (resource.Type === 'AWS::ApiGateway::RestApi') Object.assign(resources, restResources(id, resource));
    else if (resource.Type === 'AWS::ApiGatewayV2::Api') Object.assign(resources, httpResources(id, resource));
    else resources[id] = resource;
  }
  return { ...template, Resources: resources };
}

function operationsOf(
  body: Json,
): readonly { readonly path: string; readonly key: string; readonly operation: Json }[] {
  return Object.entries<Json>(body.paths).flatMap(([path, item]) =>
    METHODS.filter((key) => item[key]).map((key) => ({ path, key, operation: item[key] })),
  );
}

function restResources(
  api: string,
  { Properties: { Body: body, Parameters: _import, ...rest }, ...resource }: Resources[string],
): Resources {
  const made: Resources = { [api]: { ...resource, Properties: rest } };
  const RestApiId = { Ref: api };
  const resourceAt = (path: string): Json => {
    if (path === '/') return { 'Fn::GetAtt': [api, 'RootResourceId'] };
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    made[idOf('At', path)] ??= {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId, ParentId: resourceAt(parent), PathPart: path.slice(path.lastIndexOf('/') + 1) },
    };
    return { Ref: idOf('At', path) };
  };
  const schemes = body.components?.securitySchemes ?? {};
  for (const [name, scheme] of Object.entries<Json>(schemes)) {
    const given = scheme['x-amazon-apigateway-authorizer'];
    if (given)
      made[idOf('Guard', name)] = {
        Type: 'AWS::ApiGateway::Authorizer',
        Properties: restAuthorizer(name, given, RestApiId),
      };
  }
  for (const { path, key, operation } of operationsOf(body)) {
    made[idOf('Method', path, key)] = {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId,
        ResourceId: resourceAt(path),
        HttpMethod: methodOf(key),
        ...restMethod(operation, schemes),
      },
    };
  }
  for (const [type, response] of Object.entries<Json>(body['x-amazon-apigateway-gateway-responses'] ?? {})) {
    made[idOf('Response', type)] = {
      Type: 'AWS::ApiGateway::GatewayResponse',
      Properties: {
        RestApiId,
        ResponseType: type,
        ...(response.statusCode && { StatusCode: String(response.statusCode) }),
        ...(response.responseParameters && { ResponseParameters: response.responseParameters }),
        ...(response.responseTemplates && { ResponseTemplates: response.responseTemplates }),
      },
    };
  }
  return made;
}

function restAuthorizer(name: string, given: Json, RestApiId: Json): Json {
  return {
    RestApiId,
    Name: name,
    Type: given.type.toUpperCase(),
    ...(given.authorizerUri && { AuthorizerUri: given.authorizerUri }),
    ...(given.providerARNs && { ProviderARNs: given.providerARNs }),
    IdentitySource: given.identitySource?.replaceAll(', ', ',') ?? 'method.request.header.Authorization',
    AuthorizerResultTtlInSeconds: given.authorizerResultTtlInSeconds,
  };
}

function restAuthorization(operation: Json, schemes: Json): Json {
  const asked = (operation.security ?? []).flatMap((each: Json) => Object.entries<Json>(each));
  const isKey = ([name]: [string, Json]) => schemes[name].name === 'x-api-key';
  const [name, scopes] = asked.find((each: [string, Json]) => !isKey(each)) ?? [];
  return { ...restGuard(name, scopes, schemes), ApiKeyRequired: asked.some(isKey) };
}

function restGuard(name: string | undefined, scopes: Json, schemes: Json): Json {
  if (name === undefined) return { AuthorizationType: 'NONE' };
  if (isSigned(schemes[name])) return { AuthorizationType: 'AWS_IAM' };
  const AuthorizerId = { Ref: idOf('Guard', name) };
  if (schemes[name]['x-amazon-apigateway-authtype'] !== 'cognito_user_pools')
    return { AuthorizationType: 'CUSTOM', AuthorizerId };
  return { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId, AuthorizationScopes: scopes };
}

const isSigned = (scheme: Json) => scheme['x-amazon-apigateway-authtype'] === 'awsSigv4';

function restMethod(operation: Json, schemes: Json): Json {
  const parameters = (operation.parameters ?? []).map((each: Json) => [
    `method.request.path.${each.name}`,
    each.required === true,
  ]);
  return {
    OperationName: operation.operationId,
    ...restAuthorization(operation, schemes),
    RequestParameters: Object.fromEntries(parameters),
    Integration: restIntegration(operation['x-amazon-apigateway-integration']),
    MethodResponses: Object.entries<Json>(operation.responses ?? {}).map(([StatusCode, response]) => ({
      StatusCode,
      ResponseParameters: Object.fromEntries(
        Object.keys(response.headers ?? {}).map((header) => [`method.response.header.${header}`, false]),
      ),
    })),
  };
}

function restIntegration(given: Json): Json {
  return {
    Type: given.type.toUpperCase(),
    ...(given.uri && { Uri: given.uri }),
    ...(given.httpMethod && {
      IntegrationHttpMethod: given.httpMethod === 'x-amazon-apigateway-any-method' ? 'ANY' : given.httpMethod,
    }),
    ...(given.requestParameters && { RequestParameters: given.requestParameters }),
    ...(given.requestTemplates && { RequestTemplates: given.requestTemplates }),
    ...(given.passthroughBehavior && { PassthroughBehavior: given.passthroughBehavior.toUpperCase() }),
    ...(given.timeoutInMillis && { TimeoutInMillis: given.timeoutInMillis }),
    IntegrationResponses: Object.entries<Json>(given.responses ?? {}).map(([pattern, response]) => ({
      ...(pattern !== 'default' && { SelectionPattern: pattern }),
      StatusCode: response.statusCode,
      ...(response.responseParameters && { ResponseParameters: response.responseParameters }),
      ...(response.responseTemplates && { ResponseTemplates: response.responseTemplates }),
    })),
  };
}

function httpResources(
  api: string,
  { Properties: { Body: body, FailOnWarnings: _import, ...rest }, ...resource }: Resources[string],
): Resources {
  const cors = body['x-amazon-apigateway-cors'];
  const upper = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  const made: Resources = {
    [api]: {
      ...resource,
      Properties: {
        ...rest,
        Name: body.info.title,
        ProtocolType: 'HTTP',
        ...(cors && {
          CorsConfiguration: Object.fromEntries(Object.entries(cors).map(([name, value]) => [upper(name), value])),
        }),
      },
    },
  };
  const ApiId = { Ref: api };
  const schemes = body.components?.securitySchemes ?? {};
  for (const [name, scheme] of Object.entries<Json>(schemes)) {
    if (isSigned(scheme)) continue;
    made[idOf('HttpGuard', name)] = {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: httpAuthorizer(name, scheme['x-amazon-apigateway-authorizer'], ApiId),
    };
  }
  const shared = body.components?.['x-amazon-apigateway-integrations'] ?? {};
  for (const { path, key, operation } of operationsOf(body)) {
    const given = operation['x-amazon-apigateway-integration'];
    const name = given.$ref?.split('/').at(-1).replaceAll('~1', '/').replaceAll('~0', '~');
    const integration = idOf('To', name ?? `${key}${path}`);
    made[integration] ??= {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { ApiId, ...httpIntegration(name ? shared[name] : given) },
    };
    made[idOf('Route', path, key)] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId,
        RouteKey: path.endsWith('$default') ? '$default' : `${methodOf(key)} ${path}`,
        OperationName: operation.operationId,
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: integration }]] },
        ...routeAuthorization(operation, schemes),
      },
    };
  }
  return made;
}

function routeAuthorization({ security }: Json, schemes: Json): Json {
  const [name, scopes] = Object.entries<Json>(security?.[0] ?? {})[0] ?? [];
  if (name === undefined) return { AuthorizationType: 'NONE' };
  if (isSigned(schemes[name])) return { AuthorizationType: 'AWS_IAM' };
  const AuthorizerId = { Ref: idOf('HttpGuard', name) };
  if (schemes[name]['x-amazon-apigateway-authorizer'].type === 'request')
    return { AuthorizationType: 'CUSTOM', AuthorizerId };
  return { AuthorizationType: 'JWT', AuthorizerId, AuthorizationScopes: scopes };
}

function httpAuthorizer(name: string, given: Json, ApiId: Json): Json {
  const { identitySource, jwtConfiguration } = given;
  const common = { ApiId, Name: name, IdentitySource: [identitySource].flat() };
  if (given.type === 'request')
    return {
      ...common,
      AuthorizerType: 'REQUEST',
      AuthorizerUri: given.authorizerUri,
      AuthorizerPayloadFormatVersion: given.authorizerPayloadFormatVersion,
      EnableSimpleResponses: given.enableSimpleResponses,
      AuthorizerResultTtlInSeconds: given.authorizerResultTtlInSeconds,
    };
  return {
    ...common,
    AuthorizerType: 'JWT',
    JwtConfiguration: { Issuer: jwtConfiguration.issuer, Audience: jwtConfiguration.audience },
  };
}

function httpIntegration(given: Json): Json {
  return {
    IntegrationType: given.type.toUpperCase(),
    IntegrationUri: given.uri,
    IntegrationMethod: given.httpMethod,
    PayloadFormatVersion: given.payloadFormatVersion,
    ...(given.timeoutInMillis && { TimeoutInMillis: given.timeoutInMillis }),
    ...(given.requestParameters && { RequestParameters: given.requestParameters }),
    ...(given.connectionType && { ConnectionType: given.connectionType, ConnectionId: given.connectionId }),
  };
}
