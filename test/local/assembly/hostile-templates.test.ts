import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStacks } from '../../../lib/local/assembly/world.js';
import { readResources } from './assembly-fixture.js';

const TYPES = [
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFormation::Stack',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Function',
  'AWS::SSM::Parameter',
];
const PROPERTIES = [
  'AccessLogSetting',
  'ApiId',
  'ApiStages',
  'AuthorizationScopes',
  'AuthorizationType',
  'AuthorizerId',
  'AuthorizerType',
  'AuthorizerUri',
  'Body',
  'BodyS3Location',
  'Code',
  'CorsConfiguration',
  'Environment',
  'FunctionName',
  'HttpMethod',
  'IdentitySource',
  'Integration',
  'IntegrationType',
  'JwtConfiguration',
  'KeyId',
  'Layers',
  'MethodResponses',
  'MethodSettings',
  'Name',
  'Parameters',
  'ParentId',
  'PathPart',
  'Policy',
  'ProtocolType',
  'Quota',
  'RequestModels',
  'RequestParameters',
  'RequestValidatorId',
  'ResourceId',
  'ResponseParameters',
  'ResponseType',
  'RestApiId',
  'RouteKey',
  'RouteSettings',
  'Schema',
  'StageDescription',
  'StageName',
  'StageVariables',
  'Target',
  'TemplateURL',
  'Throttle',
  'Timeout',
  'Type',
  'UsagePlanId',
  'Value',
  'Variables',
];
const WORDS = [
  'A',
  'B',
  'C',
  'A.Arn',
  'AWS::NoValue',
  'AWS::Region',
  'Fn::Sub',
  'JWT',
  'CUSTOM',
  'TOKEN',
  'GET',
  'HTTP',
  '__proto__',
  '${B}',
  '{{resolve:ssm:A}}',
  '',
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.constantFrom(...WORDS), fc.integer({ min: -5, max: 500 }), fc.boolean(), fc.constant(null)),
    fc.constantFrom('A', 'B', 'C').map((name) => ({ Ref: name })),
    fc.constantFrom('A', 'B', 'C').map((name) => ({ 'Fn::GetAtt': [name, 'RootResourceId'] })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...PROPERTIES, '__proto__', 'Fn::If', 'Fn::Join'), tie('value'), { maxKeys: 3 }),
  ),
}));
const resourceOf = (...types: readonly string[]) =>
  fc.record(
    {
      Type: fc.constantFrom(...types),
      Condition: fc.constantFrom('Yes', 'No', 'Loop', 'None'),
      Properties: fc.dictionary(fc.constantFrom(...PROPERTIES), value, { maxKeys: 6 }),
      Metadata: value,
    },
    { requiredKeys: ['Type'] },
  );
const api = resourceOf('AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api');
const resource = resourceOf(...TYPES);
const template = fc.record({
  Resources: fc.oneof(
    { weight: 9, arbitrary: fc.record({ A: api, B: resource, C: resource }) },
    { weight: 1, arbitrary: value },
  ),
  Outputs: fc.oneof(value, fc.record({ O: fc.record({ Value: value, Export: fc.record({ Name: value }) }) })),
  Parameters: fc.oneof(
    value,
    fc.record({ P: fc.record({ Type: fc.constantFrom('String', 'List<Number>'), Default: value }) }),
  ),
  Conditions: fc.constant({
    Yes: { 'Fn::Equals': [1, 1] },
    No: { 'Fn::Equals': [1, 2] },
    Loop: { 'Fn::Not': [{ Condition: 'Loop' }] },
  }),
  Mappings: value,
  Transform: value,
});

describe('a template of any content', () => {
  it('is read without throwing, and whole', () => {
    fc.assert(
      fc.property(template, (content) => {
        const { Resources, ...rest } = content;
        const model = readResources(Resources as object, rest);
        for (const { message } of model.notices) expect(message).not.toContain('\n');
        for (const api of model.apis) expect(api.apiId).toMatch(/^[a-z0-9]{10}$/);
      }),
      { numRuns: 300 },
    );
  });

  it('with thousands of values that wait for each other ends', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`C${index}`, { 'Fn::Not': [{ Condition: `C${index + 1}` }] }]),
    );
    const stackArtifact = {
      stackName: 'S',
      directory: '/',
      template: { Conditions: chain },
      region: 'r',
      account: 'a',
      parameters: {},
    };
    const [stack] = openStacks(
      { root: '/', stacks: [stackArtifact], assets: new Map() },
      { region: 'r', account: 'a' },
    );

    expect(stack?.scope.condition('C0')).toMatchObject({ reason: expect.stringContaining('nest more than') });
  });
});
