import type { HttpApiDefinition, HttpCors, HttpIntegration, HttpRoute } from '../../model/http-api.js';
import { type Fields, fieldsOf, flagOf, isFields, numberOf, textOf, textsOf } from '../../openapi-body/fields.js';
import { importAuthorization, type SecurityContext } from './import-authorization.js';
import { importAuthorizers } from './import-authorizers.js';
import { importIntegration } from './import-integration.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const ANY_METHOD = 'x-amazon-apigateway-any-method';
const INTEGRATION = 'x-amazon-apigateway-integration';
const SHARED_INTEGRATIONS = 'x-amazon-apigateway-integrations';

interface Operation {
  readonly routeKey: string;
  readonly fields: Fields;
}

/**
 * Reads the OpenAPI 3.0 `Body` of an `AWS::ApiGatewayV2::Api`, its intrinsics resolved.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 *
 * @throws {TypeError} where the body is no object, or has no paths.
 */
export function importHttpBody(body: unknown): HttpApiDefinition {
  if (!isFields(body)) throw new TypeError('The body of the HTTP API is not an object');
  if (!isFields(body.paths)) throw new TypeError('The body of the HTTP API has no paths');
  const components = fieldsOf(body, 'components');
  const securitySchemes = fieldsOf(components, 'securitySchemes');
  const authorizers = importAuthorizers(securitySchemes);
  const context: SecurityContext = { authorizers, securitySchemes, security: body.security };
  const operations = listOperations(body.paths);
  const integrations: Record<string, HttpIntegration> = {};
  const routes = operations.map((operation) => importRoute(operation, components, context, integrations));
  const cors = body['x-amazon-apigateway-cors'];
  return {
    name: textOf(fieldsOf(body, 'info'), 'title') ?? '',
    routes,
    integrations,
    authorizers,
    ...(isFields(cors) && { cors: importCors(cors) }),
  };
}

function listOperations(paths: Fields): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) => {
    if (!isFields(item)) return [];
    return [...METHODS, ANY_METHOD].flatMap((method) => {
      const fields = item[method];
      return isFields(fields) ? [{ routeKey: routeKeyOf(path, method), fields }] : [];
    });
  });
}

/** AWS exports the `$default` route as the path `/$default` with any method; SAM writes it without the slash. */
function routeKeyOf(path: string, method: string): string {
  if (/^\/?\$default$/.test(path) && method === ANY_METHOD) return '$default';
  return `${method === ANY_METHOD ? 'ANY' : method.toUpperCase()} ${path}`;
}

function importRoute(
  { routeKey, fields }: Operation,
  components: Fields,
  context: SecurityContext,
  integrations: Record<string, HttpIntegration>,
): HttpRoute {
  const operationName = textOf(fields, 'operationId');
  const { id, integration } = findIntegration(routeKey, fields[INTEGRATION], components);
  if (integration) integrations[id] ??= importIntegration(id, integration);
  return {
    routeKey,
    routeId: routeKey,
    ...(operationName !== undefined && { operationName }),
    integrationId: id,
    authorization: importAuthorization(fields, context),
  };
}

/** Shared integrations keep the name of the component, inline ones get that of their route. */
function findIntegration(
  routeKey: string,
  value: unknown,
  components: Fields,
): { readonly id: string; readonly integration?: Fields } {
  if (!isFields(value)) return { id: routeKey };
  const reference = textOf(value, '$ref');
  if (reference === undefined) return { id: routeKey, integration: value };
  const prefix = `#/components/${SHARED_INTEGRATIONS}/`;
  const name = reference.startsWith(prefix) ? unescapePointer(reference.slice(prefix.length)) : '';
  const shared = fieldsOf(components, SHARED_INTEGRATIONS)[name];
  return isFields(shared) ? { id: name, integration: shared } : { id: reference };
}

const unescapePointer = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~');

function importCors(fields: Fields): HttpCors {
  const maxAgeSeconds = numberOf(fields, 'maxAge');
  return {
    allowOrigins: textsOf(fields, 'allowOrigins'),
    allowMethods: textsOf(fields, 'allowMethods'),
    allowHeaders: textsOf(fields, 'allowHeaders'),
    exposeHeaders: textsOf(fields, 'exposeHeaders'),
    allowCredentials: flagOf(fields, 'allowCredentials'),
    ...(maxAgeSeconds !== undefined && { maxAgeSeconds }),
  };
}
