import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Environment, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import {
  ApiDefinition,
  JsonSchemaType,
  LambdaIntegration,
  MockIntegration,
  Period,
  RestApi,
  SpecRestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, MappingValue, ParameterMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  Alias,
  Code,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../lib/local/assembly/read-assembly.js';
import type { CloudModel } from '../../../lib/local/model/cloud.js';
import type { HttpApiModel } from '../../../lib/local/model/http-api.js';
import type { RestApiModel } from '../../../lib/local/model/rest-api.js';
import { echoImporters, temporaryFolder, writeFiles } from './assembly-fixture.js';

const OREGON: Environment = { account: '111122223333', region: 'us-west-2' };

function lambda(scope: Construct, id: string, sources: string, environment: Record<string, string> = {}) {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromAsset(sources),
    environment,
  });
}

function defineRestApi(stack: Stack, shared: LambdaFunction, sources: string): void {
  const own = lambda(stack, 'Own', sources, { SHARED: shared.functionArn });
  const api = new RestApi(stack, 'Rest', {
    cloudWatchRole: true,
    defaultCorsPreflightOptions: { allowOrigins: ['https://shop.example'] },
    deployOptions: {
      stageName: 'live',
      variables: { color: 'blue' },
      throttlingRateLimit: 10,
      throttlingBurstLimit: 20,
      methodOptions: { '/pets/{id}/GET': { throttlingRateLimit: 1, throttlingBurstLimit: 2 } },
    },
  });
  const model = api.addModel('Pet', { modelName: 'Pet', schema: { type: JsonSchemaType.OBJECT, required: ['name'] } });
  const pets = api.root.addResource('pets');
  const post = pets.addMethod('POST', new LambdaIntegration(own), {
    authorizer: new TokenAuthorizer(stack, 'Token', { handler: own }),
    apiKeyRequired: true,
    requestModels: { 'application/json': model },
    requestValidatorOptions: { validateRequestBody: true },
  });
  pets.addResource('{id}').addMethod('GET', new LambdaIntegration(shared));
  const plan = api.addUsagePlan('Plan', {
    name: 'gold',
    throttle: { rateLimit: 5, burstLimit: 6 },
    quota: { limit: 7, period: Period.MONTH },
  });
  plan.addApiStage({
    stage: api.deploymentStage,
    throttle: [{ method: post, throttle: { rateLimit: 3, burstLimit: 4 } }],
  });
  plan.addApiKey(api.addApiKey('Key', { value: 'a-key-of-at-least-twenty-characters' }));
}

// aws-cdk-lib's types are not written for `exactOptionalPropertyTypes`: hence `as IVersion` and `as IFunction`.
function defineHttpApi(stack: Stack, sources: string): void {
  const nested = new NestedStack(stack, 'Nested');
  const inner = new LambdaFunction(nested, 'Inner', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = 2'),
  });
  const live = new Alias(stack, 'Live', {
    aliasName: 'live',
    version: lambda(stack, 'Versioned', sources).currentVersion as IVersion,
  });
  const api = new HttpApi(stack, 'Http', { corsPreflight: { allowOrigins: ['https://shop.example'] } });
  api.addRoutes({
    path: '/orders/{id}',
    methods: [HttpMethod.GET, HttpMethod.DELETE],
    integration: new HttpLambdaIntegration('Inner', inner),
    authorizer: new HttpJwtAuthorizer('Jwt', 'https://id.example/', { jwtAudience: ['shop'] }),
    authorizationScopes: ['orders:read'],
  });
  api.addRoutes({
    path: '/feed',
    methods: [HttpMethod.ANY],
    integration: new HttpUrlIntegration('Feed', 'https://feed.example/all', {
      parameterMapping: new ParameterMapping().appendHeader('x-from', MappingValue.custom('shop')),
    }),
    authorizer: new HttpLambdaAuthorizer('Own', live as IFunction, { responseTypes: [HttpLambdaResponseType.SIMPLE] }),
  });
}

function synthesize(): string {
  const folder = temporaryFolder();
  const sources = join(folder, 'sources');
  mkdirSync(sources);
  writeFileSync(join(sources, 'index.js'), 'exports.handler = async () => ({ statusCode: 200 })');
  const app = new App({
    outdir: join(folder, 'cdk.out'),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const data = new Stack(app, 'Data', { env: OREGON });
  const table = new Table(data, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const shared = lambda(data, 'Shared', sources, {
    TABLE: table.tableName,
    SEEN: StringParameter.valueForStringParameter(data, '/elsewhere'),
  });
  const shop = new Stack(app, 'Shop', { env: OREGON });
  defineRestApi(shop, shared, sources);
  defineHttpApi(shop, sources);
  const inStage = new Stack(new Stage(app, 'Prod', { env: OREGON }), 'Spec');
  writeFiles(folder, { 'petstore.json': { openapi: '3.0.1', info: { title: 'petstore', version: '1' }, paths: {} } });
  const spec = new SpecRestApi(inStage, 'Api', {
    apiDefinition: ApiDefinition.fromAsset(join(folder, 'petstore.json')),
  });
  spec.root.addMethod('GET', new MockIntegration());
  app.synth();
  return join(folder, 'cdk.out');
}

describe('an assembly that a plain CDK app makes', () => {
  let directory: string;
  let model: CloudModel;
  let rest: RestApiModel;
  let http: HttpApiModel;

  beforeAll(() => {
    directory = synthesize();
    model = readAssembly(directory, { importBodies: echoImporters });
    rest = model.apis.find((api) => api.kind === 'rest') ?? expect.fail('no REST API');
    http = model.apis.find((api) => api.kind === 'http') ?? expect.fail('no HTTP API');
  });

  const functionOf = (prefix: string) =>
    model.functions.find(({ logicalId }) => logicalId.startsWith(prefix)) ?? expect.fail(`no function ${prefix}`);

  it('is where its stacks are', () => {
    expect(model).toMatchObject({ region: 'us-west-2', account: '111122223333', partition: 'aws' });
  });

  it('has its functions with code, variables and references to other stacks', () => {
    const own = functionOf('Own');
    const code = own.code.kind === 'directory' ? own.code.path : '';

    expect(existsSync(join(code, 'index.js'))).toBe(true);
    expect(own.environment).toEqual({ SHARED: functionOf('Shared').arn });
    expect(functionOf('Shared').environment.TABLE).toMatch(/^Data-Orders/);
    expect(functionOf('Inner').code).toEqual({ kind: 'inline', source: 'exports.handler = 2' });
  });

  it('has one gap, the parameter that lives elsewhere, and names it', () => {
    expect(model.notices.map(({ kind, message }) => [kind, message])).toEqual([
      ['unresolved', 'Environment.Variables.SEEN: the SSM parameter /elsewhere is not declared in the cloud assembly'],
    ]);
  });

  it('has the methods of its REST API, preflight included', () => {
    expect(rest.methods.map(({ path, httpMethod }) => `${httpMethod} ${path}`).sort()).toEqual([
      'GET /pets/{id}',
      'OPTIONS /',
      'OPTIONS /pets',
      'OPTIONS /pets/{id}',
      'POST /pets',
    ]);
  });

  it('has the authorizer, validator, model and function of a method', () => {
    const post = rest.methods.find(({ httpMethod }) => httpMethod === 'POST') ?? expect.fail('no POST');
    const [authorizer] = Object.values(rest.authorizers);

    expect(post).toMatchObject({
      apiKeyRequired: true,
      authorization: { kind: 'CUSTOM', authorizerId: authorizer?.id },
      requestModels: { 'application/json': 'Pet' },
      validator: { body: true, parameters: false },
      integration: { kind: 'AWS_PROXY', httpMethod: 'POST' },
    });
    expect(post.integration?.uri).toContain(`/functions/${functionOf('Own').arn}/invocations`);
    expect(authorizer).toMatchObject({ kind: 'TOKEN', functionArn: functionOf('Own').arn, ttlSeconds: 300 });
    expect(rest.models.Pet).toMatchObject({ type: 'object', required: ['name'] });
  });

  it('has the REST stage, its limits, its plan and its key', () => {
    expect(rest.stages).toMatchObject([
      {
        name: 'live',
        variables: { color: 'blue' },
        methodSettings: {
          '/*/*': { throttle: { ratePerSecond: 10, burst: 20 } },
          '/pets/{id}/GET': { throttle: { ratePerSecond: 1, burst: 2 } },
        },
      },
    ]);
    expect(model.usagePlans).toMatchObject([
      {
        name: 'gold',
        throttle: { ratePerSecond: 5, burst: 6 },
        quota: { limit: 7, period: 'MONTH' },
        apiStages: [{ apiId: rest.apiId, stage: 'live', throttle: { '/pets/POST': { ratePerSecond: 3, burst: 4 } } }],
      },
    ]);
    expect(model.apiKeys).toMatchObject([
      { value: 'a-key-of-at-least-twenty-characters', enabled: true, usagePlanIds: [model.usagePlans[0]?.id] },
    ]);
  });

  it('has the routes of its HTTP API with their integrations and authorizers', () => {
    const route = (key: string) => http.routes.find(({ routeKey }) => routeKey === key) ?? expect.fail(`no ${key}`);
    const get = route('GET /orders/{id}');
    const feed = route('ANY /feed');
    const authorizerOf = ({ authorization }: typeof get) =>
      'authorizerId' in authorization ? http.authorizers[authorization.authorizerId] : undefined;

    expect(http.routes).toHaveLength(3);
    expect(get.authorization).toMatchObject({ kind: 'JWT', scopes: ['orders:read'] });
    expect(authorizerOf(get)).toMatchObject({ kind: 'JWT', issuer: 'https://id.example/', audience: ['shop'] });
    expect(http.integrations[get.integrationId]).toMatchObject({
      kind: 'AWS_PROXY',
      uri: functionOf('Inner').arn,
      payloadFormatVersion: '2.0',
    });
    expect(http.integrations[feed.integrationId]).toMatchObject({
      kind: 'HTTP_PROXY',
      uri: 'https://feed.example/all',
      httpMethod: 'ANY',
      requestParameters: { 'append:header.x-from': 'shop' },
    });
    expect(authorizerOf(feed)).toMatchObject({
      kind: 'REQUEST',
      functionArn: `${functionOf('Versioned').arn}:live`,
      simpleResponses: true,
      ttlSeconds: 300,
    });
    expect(http.stages).toMatchObject([{ name: '$default' }]);
    expect(http.cors).toMatchObject({ allowOrigins: ['https://shop.example'] });
    expect(model.issuers).toEqual(['https://id.example/']);
  });

  it('has an API of a stage whose body is an asset, with a method of its own', () => {
    const spec = model.apis.find(({ stackName }) => stackName === 'Prod-Spec');

    expect(spec).toMatchObject({
      models: { Body: { info: { title: 'petstore' } } },
      methods: [{ path: '/', httpMethod: 'GET' }],
      stages: [{ name: 'prod' }],
    });
  });

  it('has the addresses in its outputs', () => {
    const addresses = Object.values(model.outputs.Shop ?? {});

    expect(addresses).toContain(`https://${rest.apiId}.execute-api.us-west-2.amazonaws.com/live/`);
  });

  it('is the same on each read', () => {
    expect(readAssembly(directory, { importBodies: echoImporters })).toEqual(model);
  });
});
