import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stands for the backend, which the local gateway sends to this machine instead. */
export const BACKEND = 'https://backend.example';

const inline = (code: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::1:role/r',
    Code: { ZipFile: code },
    ...more,
  },
});
const tell = '({ statusCode: 200, headers: { "x-nonce": nonce }, body: nonce })';
const handler = (code: string) =>
  `exports.handler = async (event) => { const nonce = event.pathParameters.nonce; const body = event.body; ${code} };`;

/** Functions as they are on a bad day. Each tells the request's nonce where it tells anything. */
const functions = {
  Good: inline(handler(`return ${tell};`)),
  Slow: inline(handler(`await new Promise((done) => setTimeout(done, 30 + Math.random() * 200)); return ${tell};`)),
  Failing: inline(handler('throw new Error(nonce);')),
  Dying: inline(handler('process.exit(3);')),
  Crashing: inline(handler('setTimeout(() => { throw new Error(nonce); }, 1); await new Promise(() => {});')),
  Late: inline(handler(`await new Promise((done) => setTimeout(done, 60_000)); return ${tell};`), { Timeout: 1 }),
  Babbling: inline(handler('console.log("x".repeat(2_000)); return { statusCode: "none", body: [nonce] };')),
  Heavy: inline(
    handler('return { statusCode: 200, headers: { "x-nonce": nonce }, body: nonce + "y".repeat(200_000) };'),
  ),
  Echoing: inline(handler('return { statusCode: 200, headers: { "x-nonce": nonce }, body };')),
};

const uri = (name: string) => ({
  'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}.Arn}/invocations`,
});
const proxyTo = (name: string, version: string) => ({
  responses: {},
  'x-amazon-apigateway-integration': {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: uri(name),
    payloadFormatVersion: version,
  },
});
const pathOf = (api: string, name: string) => `/${api}/${name.toLowerCase()}/{nonce}`;

const nonceParameter = { name: 'nonce', in: 'path', required: true, schema: { type: 'string' } };
const passOn = (type: string, more: object = {}) => ({
  parameters: [nonceParameter],
  responses: { '200': { description: '' } },
  'x-amazon-apigateway-integration': {
    type,
    httpMethod: 'ANY',
    uri: `${BACKEND}/{nonce}`,
    payloadFormatVersion: '1.0',
    requestParameters: { 'integration.request.path.nonce': 'method.request.path.nonce' },
    ...more,
  },
});
const template = '#set($all = [1..20])#foreach($each in $all)#set($last = $each)#end$input.params("nonce")';
const mock = {
  responses: { '200': { description: '' } },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
  },
};

function pathsOf(api: 'rest' | 'http'): Record<string, object> {
  const version = api === 'rest' ? '1.0' : '2.0';
  const any = 'x-amazon-apigateway-any-method';
  const toFunctions = Object.keys(functions).map((name) => [pathOf(api, name), { [any]: proxyTo(name, version) }]);
  const others =
    api === 'rest'
      ? { '/rest/mock/{nonce}': { get: mock }, '/rest/backend/{nonce}': { [any]: passOn('http_proxy') } }
      : {
          '/http/backend/{nonce}': {
            [any]: passOn('http_proxy', { requestParameters: {}, uri: `${BACKEND}/{nonce}` }),
          },
        };
  return { ...Object.fromEntries(toFunctions), ...others };
}

const bodyOf = (api: 'rest' | 'http') => ({
  openapi: '3.0.1',
  info: { title: api, version: '1' },
  paths: pathsOf(api),
});

const soakTemplate = {
  Resources: {
    ...functions,
    Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Body: bodyOf('http') } },
    HttpStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Http' }, StageName: '$default', AutoDeploy: true },
    },
    Rest: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: bodyOf('rest') } },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Rest' } } },
    RestStage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Rest' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'live' },
    },
  },
};

/** Writes a cloud assembly of one stack, in which both kinds of API have each function. */
export function writeAssembly(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/unknown-region',
    properties: { templateFile: 'Soak.template.json' },
  };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts: { Soak: artifact } }));
  writeFileSync(join(directory, 'Soak.template.json'), JSON.stringify(soakTemplate));
}
