import type { CorsPlan, IntegrationPlan } from '../plan/plan.js';
import type { JsonValue } from '../spec/backend.js';
import { originHeaders, originTemplate } from './allowed-origin.js';
import type { RestOperation } from './rest-integration.js';

type ReplyPlan = Extract<IntegrationPlan, { kind: 'reply' }>;

/**
 * A fixed answer from a REST API's mock integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function mockReply({ status, headers, body }: ReplyPlan, cors?: CorsPlan): RestOperation {
  const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const text = cors ? originTemplate(cors) + vtlSafeJson(body) : vtlSafeJson(body);
  const all = cors ? { ...exposed(cors), ...originHeaders(cors), ...headers } : headers;
  return mockOperation(status, all, { [contentType ?? 'application/json']: text }, 'never');
}

function exposed({ exposeHeaders }: CorsPlan): Record<string, string> {
  return exposeHeaders.length > 0 ? { 'Access-Control-Expose-Headers': exposeHeaders.join(',') } : {};
}

/**
 * @param headers sent as they are; API Gateway has no way to quote an apostrophe in them
 * @param passthrough `never` answers a body of another type with 415; left to pass, it would be read as the mock's own
 *   request, fail there, and become a 500
 */
export function mockOperation(
  status: number,
  headers: Readonly<Record<string, string>>,
  responseTemplates: Readonly<Record<string, string>>,
  passthrough?: 'never',
): RestOperation {
  const names = Object.keys(headers);
  const declared = names.map((name) => [name, { schema: { type: 'string' } }]);
  const sent = names.map((name) => [`method.response.header.${name}`, `'${headers[name]}'`]);
  return {
    parameters: [],
    responses: {
      [status]: {
        description: `${status} response`,
        ...(names.length > 0 ? { headers: Object.fromEntries(declared) } : {}),
      },
    },
    integration: {
      type: 'mock',
      requestTemplates: { 'application/json': '{"statusCode":200}' },
      ...(passthrough ? { passthroughBehavior: passthrough } : {}),
      responses: {
        default: {
          statusCode: `${status}`,
          ...(names.length > 0 ? { responseParameters: Object.fromEntries(sent) } : {}),
          ...(Object.keys(responseTemplates).length > 0 ? { responseTemplates } : {}),
        },
      },
    },
  };
}

/** JSON in which nothing means anything to the template language: `$` and `#` are written as JSON escapes. */
export function vtlSafeJson(value: JsonValue): string {
  return JSON.stringify(value).replaceAll('$', '\\u0024').replaceAll('#', '\\u0023');
}
