import { aws_dynamodb, aws_lambda } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { gateway, jwt, lambda, route } from '../../lib/spec/index.js';
import { bundlerWith } from './support/fake-bundler.js';
import { shop } from './support/specs.js';
import { logicalIds, resourcesOf, stackOf, templateOf } from './support/synth.js';

const template = templateOf(shop);

describe('functions', () => {
  it('are one per module and export, the authorizer, and the key keeper, whose schedule has a role too', () => {
    template.resourceCountIs('AWS::Lambda::Function', 4);
    template.resourceCountIs('AWS::IAM::Role', 5);
  });

  it('run on arm64 and the newest Node that CDK knows, with source maps and the settings of the spec', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'handlers/orders.ts (handler)',
      Handler: 'index.handler',
      Runtime: newestNode(),
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 7,
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps', TABLE: 'orders' } },
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: 'HandlerLogs' } },
      Code: { S3Bucket: Match.anyValue(), S3Key: Match.stringLikeRegexp('^[0-9a-f]{64}\\.zip$') },
    });
  });

  it('are invoked for a stream where they stream, with the same grant', () => {
    const rows = route('GET /rows', { auth: 'public', to: lambda('rows.ts', { streaming: true }) });
    const all = route('GET /all', { auth: 'public', api: 'rest', to: lambda('all.ts') });
    const streams = templateOf(gateway('rows', { routes: [rows, all] }));
    const [api] = Object.values(streams.findResources('AWS::ApiGateway::RestApi'));
    const uriAt = (path: string) =>
      api?.Properties.Body.paths[path].get['x-amazon-apigateway-integration'].uri['Fn::Sub'].replace(
        'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/',
        '',
      );
    expect(uriAt('/rows')).toMatch(
      /^2021-11-15\/functions\/\$\{rowsFunction\w{8}\.Arn\}\/response-streaming-invocations$/,
    );
    expect(uriAt('/all')).toMatch(/^2015-03-31\/functions\/\$\{allFunction\w{8}\.Arn\}\/invocations$/);
    const grants = Object.values(streams.findResources('AWS::Lambda::Permission'));
    expect(grants.map(({ Properties }) => Properties.Action)).toEqual([
      'lambda:InvokeFunction',
      'lambda:InvokeFunction',
    ]);
  });

  it('may write to the log group of the handlers and send traces, and nothing else', () => {
    const [, orders] = Object.entries(template.findResources('AWS::IAM::Role')).find(([id]) =>
      id.startsWith('handlersorders'),
    ) ?? [''];
    expect(orders?.Properties).not.toHaveProperty('ManagedPolicyArns');
    expect(orders?.Properties.Policies).toEqual([
      {
        PolicyName: 'run',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              Resource: { 'Fn::GetAtt': ['HandlerLogs', 'Arn'] },
            },
            { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
          ],
        },
      },
    ]);
  });

  it('name the issuers that the authorizer trusts in its metadata, and in no other', () => {
    const marked = Object.values(resourcesOf(template)).filter((resource) => 'Metadata' in resource);
    expect(marked).toMatchObject([
      { Type: 'AWS::Lambda::Function', Metadata: { 'gatewright:issuers': ['https://id.shop.example/'] } },
    ]);
  });

  it('name the key sets that stand in place of discovery, for the local gateway alone', () => {
    const keyed = jwt('keyed', { issuer: 'https://a.example', audience: 'a', jwksUri: 'https://keys.example/set' });
    const made = templateOf(gateway('keyed', { routes: [route('GET /a', { auth: keyed, to: lambda('a.ts') })] }));
    const [marked] = Object.values(resourcesOf(made)).filter((resource) => 'Metadata' in resource);
    expect(marked).toMatchObject({
      Metadata: { 'gatewright:issuers': ['https://a.example'], 'gatewright:key-sets': ['https://keys.example/set'] },
    });
  });

  it('let both kinds of API call the one authorizer, each by a grant of its own', () => {
    const strict = jwt('strict', { issuer: 'https://a.example', audience: 'a', algorithms: ['ES256'] });
    const made = templateOf(
      gateway('strict', {
        routes: [
          route('GET /a', { auth: strict, to: lambda('a.ts') }),
          route('GET /b', { auth: strict, to: lambda('a.ts'), api: 'rest' }),
        ],
      }),
    );
    const grants = Object.keys(resourcesOf(made)).filter((id) => /authorizer.*InvokeFrom/.test(id));
    expect(grants.map((id) => /InvokeFrom(http|rest)/.exec(id)?.[1]).sort()).toEqual(['http', 'rest']);
  });

  it('get new code under the same logical ids, and the same code without any change', () => {
    const same = templateOf(shop);
    const edited = templateOf(shop, { bundler: bundlerWith('edited') });
    expect(same.toJSON()).toEqual(template.toJSON());
    expect(logicalIds(edited)).toEqual(logicalIds(template));
    expect(edited.toJSON()).not.toEqual(template.toJSON());
  });

  it('take grants from CDK constructs', () => {
    const stack = stackOf(shop);
    const table = new aws_dynamodb.Table(stack, 'Orders', {
      partitionKey: { name: 'id', type: aws_dynamodb.AttributeType.STRING },
    });
    table.grantReadData(stack.gateway.function('handlers/orders.ts'));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('^handlersordersRole') }],
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['dynamodb:GetItem']) })]),
      },
    });
  });

  it('are asked for by the names of the spec', () => {
    const { gateway } = stackOf(shop);
    expect(() => gateway.function('handlers/none.ts')).toThrow(
      'No route of "shop" names the export handler of handlers/none.ts',
    );
    expect(() => gateway.function('handlers/orders.ts', 'other')).toThrow('other of handlers/orders.ts');
  });
});

describe('permissions', () => {
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission')).map(({ Properties }) => ({
    fn: Properties.FunctionName['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/, ''),
    source: JSON.stringify(Properties.SourceArn),
    principal: Properties.Principal,
  }));

  it('are one per function and API', () => {
    const pairs = permissions.map(({ fn, source }) => `${fn} ${source.includes('"HttpApi"') ? 'http' : 'rest'}`);
    expect(pairs.sort()).toEqual([
      'authorizerFunction rest',
      'handlersbooksFunction http',
      'handlersordersFunction http',
      'handlersordersFunction rest',
    ]);
  });

  it('let in API Gateway alone, and this API alone', () => {
    for (const { principal, source } of permissions) {
      expect(principal).toBe('apigateway.amazonaws.com');
      expect(source).toMatch(/:execute-api:.*\{"Ref":"(HttpApi|RestApi)"\},"\/\*"\]/);
    }
  });
});

function newestNode(): string {
  const names = aws_lambda.Runtime.ALL.map((runtime) => /^nodejs(\d+)\.x$/.exec(runtime.name)?.[1]);
  return `nodejs${Math.max(...names.map((version) => Number(version ?? 0)))}.x`;
}
