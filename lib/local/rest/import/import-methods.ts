import { createHash } from 'node:crypto';
import type { RestMethod } from '../../model/rest-api.js';
import { type Fields, fieldsOf, flagOf, isFields, textOf } from '../../openapi-body/fields.js';
import { authorizationImporter } from './import-authorization.js';
import { importIntegration } from './import-integration.js';
import { importMethodResponses } from './import-method-responses.js';
import { importRequest } from './import-request.js';
import { resolveReference } from './resolve-reference.js';

const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  'x-amazon-apigateway-any-method': 'ANY',
};

/** Methods of all paths, and the models that their bodies spell out in place. */
export function importMethods(
  document: Fields,
  models: Readonly<Record<string, unknown>>,
): { readonly methods: readonly RestMethod[]; readonly inlineModels: Readonly<Record<string, unknown>> } {
  const inlineModels: Record<string, unknown> = {};
  const importOne = methodImporter(document, models, inlineModels);
  const methods = Object.entries(fieldsOf(document, 'paths')).flatMap(([path, item]) => {
    const operations = resolveReference(document, item);
    if (operations === undefined || !path.startsWith('/')) return [];
    return Object.entries(operations).flatMap(([key, operation]) => {
      const httpMethod = Object.hasOwn(METHODS, key) ? METHODS[key] : undefined;
      return httpMethod === undefined || !isFields(operation)
        ? []
        : [importOne(path, httpMethod, operation, operations)];
    });
  });
  return { methods, inlineModels };
}

function methodImporter(
  document: Fields,
  models: Readonly<Record<string, unknown>>,
  inlineModels: Record<string, unknown>,
): (path: string, httpMethod: string, operation: Fields, item: Fields) => RestMethod {
  const importAuthorization = authorizationImporter(document);
  return (path, httpMethod, operation, item) => {
    const resourceId = resourceIdOf(path);
    const request = importRequest(document, { operation, item, models, inlineName: `${resourceId}${httpMethod}Body` });
    Object.assign(inlineModels, request.inlineModels);
    const operationName = textOf(operation, 'operationId');
    const validator = validatorOf(document, operation);
    const integration = importIntegration(operation);
    return {
      path,
      resourceId,
      httpMethod,
      ...(operationName !== undefined && { operationName }),
      ...importAuthorization(operation),
      requestParameters: request.parameters,
      requestModels: request.models,
      ...(validator && { validator }),
      ...(integration && { integration }),
      responses: importMethodResponses(document, operation),
    };
  };
}

/** Ten letters and digits that stay the same for a path. */
const resourceIdOf = (path: string): string =>
  BigInt(`0x${createHash('sha256').update(path).digest('hex').slice(0, 16)}`)
    .toString(36)
    .padStart(10, '0')
    .slice(0, 10);

function validatorOf(document: Fields, operation: Fields): RestMethod['validator'] {
  const key = 'x-amazon-apigateway-request-validator';
  const name = textOf(operation, key) ?? textOf(document, key);
  const given = name === undefined ? undefined : fieldsOf(document, `${key}s`)[name];
  if (!isFields(given)) return undefined;
  return { body: flagOf(given, 'validateRequestBody'), parameters: flagOf(given, 'validateRequestParameters') };
}
