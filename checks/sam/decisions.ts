/** A difference between SAM's body and ours that is right to keep. */
export interface Decision {
  readonly api: 'http' | 'rest';
  /** Who says something there; `both` say different things. */
  readonly saidBy: 'sam' | 'us' | 'both';
  /** Where: `*` stands for one name, `**` at the end for all below. */
  readonly at: string;
  readonly ours: string;
  readonly because: string;
  readonly source: string;
}

const GUIDE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const SAM_SOURCE = 'https://github.com/aws/serverless-application-model/blob/develop/samtranslator';

export const decisions: readonly Decision[] = [
  {
    api: 'http',
    at: 'info > title > Ref',
    saidBy: 'sam',
    ours: "the gateway's name",
    because: 'The title becomes the name of the API; ours is the same in every stack',
    source: `${GUIDE}/http-api-open-api.html`,
  },
  {
    api: 'http',
    at: 'info > title',
    saidBy: 'us',
    ours: "the gateway's name",
    because: 'The other side of the same',
    source: `${GUIDE}/http-api-open-api.html`,
  },
  {
    api: 'http',
    at: 'tags > **',
    saidBy: 'sam',
    ours: 'none',
    because: 'SAM marks what it made; our stacks carry tags of CloudFormation instead',
    source: `${SAM_SOURCE}/model/api/http_api_generator.py`,
  },
  {
    api: 'http',
    at: 'paths > * > * > operationId',
    saidBy: 'us',
    ours: 'a name for each operation',
    because: 'It becomes the OperationName of the route, and names it in clients and documents',
    source: `${GUIDE}/http-api-open-api.html`,
  },
  {
    api: 'http',
    at: 'paths > * > * > parameters > * > schema > type',
    saidBy: 'us',
    ours: 'string, for each path parameter',
    because: 'OpenAPI asks for a schema of each parameter, and API Gateway hands every path parameter on as text',
    source: 'https://spec.openapis.org/oas/v3.0.3#parameter-object',
  },
  {
    api: 'http',
    at: 'paths > * > * > x-amazon-apigateway-integration > timeoutInMillis',
    saidBy: 'us',
    ours: '29000 where SAM says nothing',
    because: 'A route waits equally long whichever API type it is put on; SAM leaves the 30,000 ms of HTTP APIs',
    source: `${GUIDE}/http-api-quotas.html`,
  },
  {
    api: 'http',
    at: 'x-amazon-apigateway-cors > allowMethods > *',
    saidBy: 'us',
    ours: 'every method that a route answers',
    because: 'The list comes from the routes, and there is an ANY route; SAM takes it as it is given',
    source: `${GUIDE}/http-api-cors.html`,
  },
  {
    api: 'http',
    at: 'x-amazon-apigateway-importexport-version',
    saidBy: 'us',
    ours: '1.0',
    because: 'The version that the import of HTTP APIs documents, and its default',
    source: `${GUIDE}/api-gateway-swagger-extensions-importexport-version.html`,
  },
  {
    api: 'rest',
    at: 'info > title > Ref',
    saidBy: 'sam',
    ours: "the gateway's name",
    because: 'As for HTTP APIs',
    source: `${GUIDE}/api-gateway-import-api.html`,
  },
  {
    api: 'rest',
    at: 'info > title',
    saidBy: 'us',
    ours: "the gateway's name",
    because: 'The other side of the same',
    source: `${GUIDE}/api-gateway-import-api.html`,
  },
  {
    api: 'rest',
    at: 'paths > * > * > operationId',
    saidBy: 'us',
    ours: 'a name for each operation',
    because: "It becomes the method's OperationName",
    source: `${GUIDE}/api-gateway-import-api.html`,
  },
  {
    api: 'rest',
    at: 'x-amazon-apigateway-gateway-responses > * > responseTemplates',
    saidBy: 'sam',
    ours: 'absent',
    because: "Both leave AWS's own body; SAM says so with an empty map",
    source: `${GUIDE}/api-gateway-swagger-extensions-gateway-responses.gatewayResponse.html`,
  },
  {
    api: 'rest',
    at: 'paths > * > options > summary',
    saidBy: 'sam',
    ours: 'absent',
    because: 'Words for people, on an operation that nobody calls by hand',
    source: `${SAM_SOURCE}/swagger/swagger.py`,
  },
  {
    api: 'rest',
    at: 'paths > * > options > responses > 200 > **',
    saidBy: 'sam',
    ours: 'absent: a preflight is answered with 204',
    because: 'Any 2xx passes a preflight, and 204 says that there is no body; SAM answers 200 with {}',
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  },
  {
    api: 'rest',
    at: 'paths > * > options > responses > 204 > **',
    saidBy: 'us',
    ours: 'the same headers, each { schema: { type: string } }',
    because: 'The other side of the same; SAM nests schema in schema, which OpenAPI does not know',
    source: 'https://spec.openapis.org/oas/v3.0.3#header-object',
  },
  {
    api: 'rest',
    at: 'paths > * > options > x-amazon-apigateway-integration > responses > default > statusCode',
    saidBy: 'both',
    ours: '204',
    because: 'As above',
    source: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  },
  {
    api: 'rest',
    at: 'paths > * > options > x-amazon-apigateway-integration > responses > default > responseTemplates > **',
    saidBy: 'sam',
    ours: 'absent',
    because: 'A 204 has no body',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5',
  },
  {
    api: 'rest',
    at: 'paths > * > options > x-amazon-apigateway-integration > responses > default > responseParameters > method.response.header.Vary',
    saidBy: 'us',
    ours: "'Origin'",
    because: 'Caches keep answers of a named origin apart from those of others; SAM adds it only for several origins',
    source: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
  },
  {
    api: 'rest',
    at: 'paths > * > options > x-amazon-apigateway-integration > responses > default > responseParameters > method.response.header.Access-Control-Allow-Methods',
    saidBy: 'both',
    ours: "the methods of the path's own routes",
    because: 'The list comes from the routes; SAM says one list for all paths',
    source: 'https://fetch.spec.whatwg.org/#http-access-control-allow-methods',
  },
  {
    api: 'rest',
    at: 'paths > /orders > post > requestBody > **',
    saidBy: 'sam',
    ours: 'absent',
    because:
      'The function checks the whole schema; draft 4 models know a part of it, and two answers to one fault confuse callers',
    source: `${GUIDE}/api-gateway-method-request-validation.html`,
  },
  {
    api: 'rest',
    at: 'paths > /orders > post > x-amazon-apigateway-request-validator',
    saidBy: 'sam',
    ours: 'absent',
    because: 'As above',
    source: `${GUIDE}/api-gateway-method-request-validation.html`,
  },
  {
    api: 'rest',
    at: 'x-amazon-apigateway-request-validators > **',
    saidBy: 'sam',
    ours: 'absent',
    because: 'As above',
    source: `${GUIDE}/api-gateway-method-request-validation.html`,
  },
  {
    api: 'rest',
    at: 'components > schemas > **',
    saidBy: 'sam',
    ours: 'absent',
    because: 'As above',
    source: `${GUIDE}/api-gateway-method-request-validation.html`,
  },
  {
    api: 'rest',
    at: 'x-amazon-apigateway-gateway-responses > THROTTLED > **',
    saidBy: 'us',
    ours: 'on every REST API, with Retry-After',
    because: 'Callers learn when to come again, also where there is no CORS; SAM writes what its template says',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3',
  },
];
