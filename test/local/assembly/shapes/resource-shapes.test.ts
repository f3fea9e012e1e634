import { describe, expect, it } from 'vitest';
import { readResources } from '../assembly-fixture.js';

const ID = '[a-z0-9]';
const ACCOUNT = 'us-east-1:000000000000';

/** What `Ref` (no attribute) or `Fn::GetAtt` answers for a resource `R` of the stack `Shop`. */
function referenceTo(type: string, attribute: string | undefined, properties: object): string | undefined {
  const Value = attribute === undefined ? { Ref: 'R' } : { 'Fn::GetAtt': ['R', attribute] };
  const model = readResources({ R: { Type: `AWS::${type}`, Properties: properties } }, { Outputs: { O: { Value } } });
  return model.outputs.Shop?.O;
}

describe('physical ids and attributes', () => {
  it.each<[string, string | undefined, object, string | RegExp]>([
    ['ApiGateway::RestApi', undefined, {}, new RegExp(`^${ID}{10}$`)],
    ['ApiGateway::RestApi', 'RootResourceId', {}, new RegExp(`^${ID}{10}$`)],
    ['ApiGateway::Resource', undefined, {}, new RegExp(`^${ID}{6}$`)],
    ['ApiGateway::Stage', undefined, { StageName: 'live' }, 'live'],
    ['ApiGateway::ApiKey', 'APIKeyId', {}, new RegExp(`^${ID}{10}$`)],
    ['ApiGateway::UsagePlanKey', undefined, { KeyId: 'k', UsagePlanId: 'p' }, 'k:p'],
    ['ApiGateway::VpcLink', undefined, {}, new RegExp(`^${ID}{6}$`)],
    [
      'ApiGateway::DomainName',
      'RegionalDomainName',
      { DomainName: 'a.example' },
      /^d-[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/,
    ],
    ['ApiGatewayV2::Api', 'ApiEndpoint', {}, /^https:\/\/[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/],
    ['Lambda::Function', 'Arn', { FunctionName: 'f' }, `arn:aws:lambda:${ACCOUNT}:function:f`],
    ['Lambda::Version', undefined, { FunctionName: 'f' }, `arn:aws:lambda:${ACCOUNT}:function:f:1`],
    [
      'Lambda::Alias',
      undefined,
      { FunctionName: 'arn:aws:lambda:x:1:function:f', Name: 'a' },
      'arn:aws:lambda:x:1:function:f:a',
    ],
    ['Lambda::Alias', 'AliasArn', { FunctionName: '123:f', Name: 'a' }, `arn:aws:lambda:${ACCOUNT}:function:f:a`],
    ['Logs::LogGroup', 'Arn', { LogGroupName: '/l' }, `arn:aws:logs:${ACCOUNT}:log-group:/l:*`],
    ['DynamoDB::Table', 'Arn', { TableName: 't' }, `arn:aws:dynamodb:${ACCOUNT}:table/t`],
    ['DynamoDB::Table', undefined, {}, /^Shop-R-[A-Z0-9]{12}$/],
    ['SQS::Queue', undefined, { QueueName: 'q' }, 'https://sqs.us-east-1.amazonaws.com/000000000000/q'],
    ['SQS::Queue', 'Arn', { QueueName: 'q.fifo' }, `arn:aws:sqs:${ACCOUNT}:q.fifo`],
    ['SNS::Topic', undefined, { TopicName: 't' }, `arn:aws:sns:${ACCOUNT}:t`],
    ['S3::Bucket', 'Arn', { BucketName: 'b' }, 'arn:aws:s3:::b'],
    ['S3::Bucket', undefined, {}, /^shop-r-[a-z0-9]{12}$/],
    ['S3::Bucket', 'RegionalDomainName', { BucketName: 'b' }, 'b.s3.us-east-1.amazonaws.com'],
    ['IAM::Role', 'Arn', { RoleName: 'r', Path: '/p/' }, 'arn:aws:iam::000000000000:role/p/r'],
    ['IAM::Role', 'RoleId', {}, /^A[A-Z0-9]{20}$/],
    ['Cognito::UserPool', undefined, {}, /^us-east-1_[a-z0-9]{9}$/],
    ['Cognito::UserPool', 'Arn', {}, /^arn:aws:cognito-idp:us-east-1:000000000000:userpool\/us-east-1_[a-z0-9]{9}$/],
    [
      'Cognito::UserPool',
      'ProviderURL',
      {},
      /^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_[a-z0-9]{9}$/,
    ],
    [
      'SecretsManager::Secret',
      undefined,
      { Name: 's' },
      /^arn:aws:secretsmanager:us-east-1:000000000000:secret:s-[a-z0-9]{6}$/,
    ],
    ['KMS::Key', undefined, {}, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    [
      'ElasticLoadBalancingV2::LoadBalancer',
      undefined,
      { Name: 'n', Type: 'network' },
      /^arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer\/net\/n\/[a-z0-9]{16}$/,
    ],
    [
      'ElasticLoadBalancingV2::LoadBalancer',
      'DNSName',
      { Name: 'a' },
      /^a-[a-z0-9]{10}\.us-east-1\.elb\.amazonaws\.com$/,
    ],
    // A listener's ARN says `listener` where its load balancer's says `loadbalancer`.
    [
      'ElasticLoadBalancingV2::Listener',
      undefined,
      { LoadBalancerArn: 'arn:aws:elasticloadbalancing:x:1:loadbalancer/app/a/1' },
      /^arn:aws:elasticloadbalancing:x:1:listener\/app\/a\/1\/[a-z0-9]{16}$/,
    ],
    ['Events::EventBus', 'Arn', { Name: 'bus' }, `arn:aws:events:${ACCOUNT}:event-bus/bus`],
    ['StepFunctions::StateMachine', undefined, { StateMachineName: 'm' }, `arn:aws:states:${ACCOUNT}:stateMachine:m`],
    ['SSM::Parameter', 'Value', { Name: 'p', Value: 'v' }, 'v'],
  ])('of %s %s are as AWS shapes them', (type, attribute, properties, expected) => {
    expect(referenceTo(type, attribute, properties)).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });

  it.each([
    ['Unheard::Of', undefined],
    ['Unheard::Of', 'Arn'],
    ['DynamoDB::Table', 'StreamArn'],
    ['S3::Bucket', 'constructor'],
    ['ApiGateway::Stage', undefined],
  ])('of %s %s are not guessed', (type, attribute) => {
    expect(referenceTo(type, attribute, {})).toBeUndefined();
  });

  it('differ between resources and between stacks', () => {
    const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'same' } };
    const { apis } = readResources({ One: Api, Two: Api });
    const other = readResources({ One: Api }, {}, { region: 'eu-west-1' }).apis;

    expect(new Set([...apis, ...other].map(({ apiId }) => apiId)).size).toBe(3);
  });
});
