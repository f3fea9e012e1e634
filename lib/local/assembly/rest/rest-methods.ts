import type { RestMethod } from '../../model/rest-api.js';
import { optional } from '../optional.js';
import type { OwnedResources } from '../owned-resources.js';
import { closedStrings, type Properties, UNRESOLVED_TEXT } from '../properties.js';
import type { ResolvedResource } from '../reader-context.js';
import { readRestIntegration } from './rest-integration.js';

type Validator = NonNullable<RestMethod['validator']>;

/** An API's `AWS::ApiGateway::Method`s. One whose place or authorization is unknown is noticed and left out. */
export function readRestMethods(owned: OwnedResources, paths: ReadonlyMap<string, string>): RestMethod[] {
  const validators = readValidators(owned);
  return owned('AWS::ApiGateway::Method').flatMap((resource) => readMethod(resource, paths, validators) ?? []);
}

function readMethod(
  { properties, notice }: ResolvedResource,
  paths: ReadonlyMap<string, string>,
  validators: ReadonlyMap<string, Validator>,
): RestMethod | undefined {
  const [resourceId, httpMethod] = [properties.string('ResourceId'), properties.string('HttpMethod')];
  if (resourceId === undefined || httpMethod === undefined) return undefined;
  const path = paths.get(resourceId);
  if (path === undefined) {
    notice('unresolved', 'ResourceId: is no resource of this API, so the method is left out');
    return undefined;
  }
  const authorization = readAuthorization(properties);
  if (authorization === undefined) {
    notice('unresolved', 'AuthorizationType: is unknown, so the method is left out');
    return undefined;
  }
  return {
    path,
    resourceId,
    httpMethod: httpMethod.toUpperCase(),
    ...optional('operationName', properties.string('OperationName')),
    authorization,
    // A key is asked for where it is not known whether one is needed.
    apiKeyRequired: properties.boolean('ApiKeyRequired') ?? properties.isUnresolved('ApiKeyRequired'),
    requestParameters: properties.booleanMap('RequestParameters'),
    requestModels: properties.stringMap('RequestModels'),
    ...optional('validator', validatorOf(properties, validators)),
    ...optional('integration', readRestIntegration(properties.object('Integration'))),
    responses: readMethodResponses(properties),
  };
}

/** Undefined where it cannot be known who may call. An unknown authorizer is one that lets nobody in. */
function readAuthorization(properties: Properties): RestMethod['authorization'] | undefined {
  const type = properties.string('AuthorizationType') ?? (properties.has('AuthorizationType') ? undefined : 'NONE');
  if (type === 'NONE' || type === 'AWS_IAM') return { kind: type };
  const authorizerId = properties.string('AuthorizerId') ?? UNRESOLVED_TEXT;
  if (type === 'CUSTOM') return { kind: 'CUSTOM', authorizerId };
  if (type !== 'COGNITO_USER_POOLS') return undefined;
  return { kind: 'COGNITO_USER_POOLS', authorizerId, scopes: closedStrings(properties, 'AuthorizationScopes') };
}

function readValidators(owned: OwnedResources): ReadonlyMap<string, Validator> {
  return new Map(
    owned('AWS::ApiGateway::RequestValidator').flatMap(({ id, properties }): [string, Validator][] => {
      const on = (key: string) => properties.boolean(key) ?? properties.isUnresolved(key);
      const validator = { body: on('ValidateRequestBody'), parameters: on('ValidateRequestParameters') };
      return id === undefined ? [] : [[id, validator]];
    }),
  );
}

/** A validator that is named but unknown checks everything. */
function validatorOf(properties: Properties, validators: ReadonlyMap<string, Validator>): Validator | undefined {
  if (!properties.has('RequestValidatorId')) return undefined;
  return validators.get(properties.string('RequestValidatorId') ?? '') ?? { body: true, parameters: true };
}

const readMethodResponses = (properties: Properties): RestMethod['responses'] =>
  Object.fromEntries(
    properties.objects('MethodResponses').flatMap((response) => {
      const statusCode = response.string('StatusCode');
      if (statusCode === undefined) return [];
      const parameters = response.booleanMap('ResponseParameters');
      return [[statusCode, { parameters, models: response.stringMap('ResponseModels') }] as const];
    }),
  );
