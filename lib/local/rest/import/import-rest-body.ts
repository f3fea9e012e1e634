import type { GatewayResponseModel, RestApiDefinition } from '../../model/rest-api.js';
import { type Fields, fieldsOf, isFields, numberOf, textOf, textRecordOf, textsOf } from '../../openapi-body/fields.js';
import { importAuthorizers } from './import-authorizers.js';
import { importMethods } from './import-methods.js';
import { importModels } from './import-models.js';

/**
 * Reads the body of an `AWS::ApiGateway::RestApi`: OpenAPI 3.0 or Swagger 2.0 with API Gateway's extensions,
 * CloudFormation's functions already resolved. What is not understood is left out.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 *
 * @throws {TypeError} where the body is no object, or has no paths
 */
export function importRestBody(body: unknown): RestApiDefinition {
  const document = documentOf(body);
  const minimumBytes = numberOf(document, 'x-amazon-apigateway-minimum-compression-size');
  const models = importModels(document);
  const methods = importMethods(document, models);
  return {
    name: textOf(fieldsOf(document, 'info'), 'title') ?? '',
    apiKeySource: textOf(document, 'x-amazon-apigateway-api-key-source') === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
    binaryMediaTypes: textsOf(document, 'x-amazon-apigateway-binary-media-types'),
    ...(minimumBytes !== undefined && { minimumCompressionSizeBytes: minimumBytes }),
    ...(document['x-amazon-apigateway-policy'] !== undefined && { policy: document['x-amazon-apigateway-policy'] }),
    methods: methods.methods,
    authorizers: importAuthorizers(document),
    models: { ...models, ...methods.inlineModels },
    gatewayResponses: importGatewayResponses(document),
  };
}

function documentOf(body: unknown): Fields {
  if (!isFields(body)) throw new TypeError('The body of the REST API is not an object');
  if (!isFields(body.paths)) throw new TypeError('The body of the REST API has no paths');
  return body;
}

function importGatewayResponses(document: Fields): Readonly<Record<string, GatewayResponseModel>> {
  return Object.fromEntries(
    Object.entries(fieldsOf(document, 'x-amazon-apigateway-gateway-responses')).flatMap(([type, value]) => {
      if (!isFields(value)) return [];
      const statusCode = value.statusCode;
      const model: GatewayResponseModel = {
        ...((typeof statusCode === 'string' || typeof statusCode === 'number') && { statusCode: String(statusCode) }),
        parameters: textRecordOf(value, 'responseParameters'),
        templates: textRecordOf(value, 'responseTemplates'),
      };
      return [[type, model]];
    }),
  );
}
