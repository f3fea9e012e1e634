import { Match, Template } from 'aws-cdk-lib/assertions';
import { Tags } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { IssuesError } from '../../lib/errors/issue.js';
import { gateway, lambda, reply, route } from '../../lib/spec/index.js';
import { httpOnly, restOnly, shop, staff } from './support/specs.js';
import { bodyOf, logicalIds, stackOf, templateOf } from './support/synth.js';

const template = templateOf(shop);
const text = JSON.stringify(template.toJSON());

describe('a gateway with both API types', () => {
  it('makes one API of each, one stage each, and one deployment', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 1);
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', 1);
    template.resourceCountIs('AWS::ApiGateway::RestApi', 1);
    template.resourceCountIs('AWS::ApiGateway::Stage', 1);
    template.resourceCountIs('AWS::ApiGateway::Deployment', 1);
  });

  it('makes no resource for a single route, method, authorizer or key', () => {
    for (const type of ['Resource', 'Method', 'Authorizer', 'ApiKey', 'UsagePlanKey']) {
      template.resourceCountIs(`AWS::ApiGateway::${type}`, 0);
    }
    for (const type of ['Route', 'Integration', 'Authorizer'])
      template.resourceCountIs(`AWS::ApiGatewayV2::${type}`, 0);
  });

  it('leaves the settings of the account alone', () => template.resourceCountIs('AWS::ApiGateway::Account', 0));

  it('names its resources after what they are', () => {
    expect(logicalIds(template, 'AWS::ApiGatewayV2::Api')).toEqual(['HttpApi']);
    expect(logicalIds(template, 'AWS::ApiGateway::RestApi')).toEqual(['RestApi']);
    expect(logicalIds(template, 'AWS::ApiGateway::UsagePlan')).toEqual(['UsagePlanfree', 'UsagePlangold']);
  });

  it('has the addresses, ids and plan ids as outputs under plain names', () => {
    expect(Object.keys(template.toJSON().Outputs)).toEqual([
      'GatewrightGateway',
      'HttpApiUrl',
      'HttpApiId',
      'RestApiUrl',
      'RestApiId',
      'UsagePlanFreeId',
      'UsagePlanGoldId',
    ]);
    template.hasOutput('GatewrightGateway', { Value: 'shop', Description: 'Name of the gateway' });
    template.hasOutput('RestApiUrl', { Value: { 'Fn::Join': ['', Match.arrayWith(['https://', '/v1'])] } });
    template.hasOutput('UsagePlanGoldId', { Value: { Ref: 'UsagePlangold' } });
  });

  it('says what it is, and tags what it makes', () => {
    const stack = stackOf(shop);
    expect(stack.templateOptions.description).toBe('API gateway shop: Books and orders');
    expect(stack.tags.tagValues()).toEqual({ 'gatewright:gateway': 'shop' });
  });

  it('holds no key and no secret', () => {
    expect(text).not.toMatch(/SecretString|GenerateDistinctId|"AWS::ApiGateway::ApiKey"|PRIVATE KEY/);
  });
});

describe('a REST API', () => {
  it('is regional, by property and by import, where some partitions have no edge', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['REGIONAL'] },
      Parameters: { endpointConfigurationTypes: 'REGIONAL' },
    });
  });

  it('fails to deploy where its import would leave something out', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { FailOnWarnings: true });
  });
});

describe('an HTTP API', () => {
  it('fails to deploy where its import would leave a route out', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { FailOnWarnings: true });
  });

  it('has no tags, which CloudFormation refuses beside a body, whoever tags the app', () => {
    const stack = stackOf(shop);
    Tags.of(stack.node.root).add('team', 'books');
    const tagged = Template.fromStack(stack);
    tagged.hasResourceProperties('AWS::ApiGatewayV2::Api', { Tags: Match.absent() });
    tagged.hasResourceProperties('AWS::ApiGateway::RestApi', { Tags: Match.anyValue() });
  });
});

describe('a gateway with one API type', () => {
  it.each([
    ['HTTP', httpOnly, 'AWS::ApiGateway::RestApi', ['HttpApiUrl', 'HttpApiId']],
    ['REST', restOnly, 'AWS::ApiGatewayV2::Api', ['RestApiUrl', 'RestApiId', 'UsagePlanFreeId', 'UsagePlanGoldId']],
  ] as const)('of %s makes nothing of the other', (_kind, spec, absent, outputs) => {
    const made = templateOf(spec);
    made.resourceCountIs(absent, 0);
    expect(Object.keys(made.toJSON().Outputs)).toEqual(['GatewrightGateway', ...outputs]);
  });
});

describe('where stacks live', () => {
  it('asks CloudFormation for Region and account where the stack names none', () => {
    const uri = bodyOf(template, 'AWS::ApiGatewayV2::Api').components['x-amazon-apigateway-integrations'];
    expect(JSON.stringify(uri)).toContain('{"Fn::Sub":"arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:');
  });

  it.each(['eu-central-1', 'ap-southeast-2'])('writes out the Region %s where the stack names it', (region) => {
    const made = templateOf(shop, { env: { account: '111122223333', region } });
    made.hasResourceProperties('AWS::Lambda::Permission', {
      SourceArn: { 'Fn::Join': ['', Match.arrayWith([`:execute-api:${region}:111122223333:`])] },
    });
    expect(JSON.stringify(made.toJSON().Resources)).not.toContain('"AWS::Region"');
  });
});

describe('order and change', () => {
  it('does not show the order of routes', () => {
    const reordered = { ...shop, routes: [...shop.routes].reverse() };
    expect(templateOf(reordered).toJSON()).toEqual(template.toJSON());
    expect(JSON.stringify(templateOf(reordered).toJSON())).toBe(text);
  });

  it('moves no logical id when a route is added to the HTTP API', () => {
    const added = route('GET /authors', { auth: 'public', to: lambda('handlers/authors.ts') });
    const before = logicalIds(template);
    const after = logicalIds(templateOf({ ...shop, routes: [added, ...shop.routes] }));
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(after.filter((id) => !before.includes(id)).every((id) => id.startsWith('handlersauthors'))).toBe(true);
  });
});

describe('a spec with issues', () => {
  it('throws them all, as the plan found them', () => {
    const spec = gateway('shop', {
      routes: [
        route('GET /a', { auth: 'public', to: reply(99, {}) }),
        route('GET /b', { auth: staff, to: lambda('b.ts', { memoryMb: 1 }) }),
      ],
    });
    const issues = issuesOf(() => stackOf(spec));
    expect(issues.map((issue) => issue.place)).toEqual([
      expect.stringContaining('GET /a'),
      expect.stringContaining('GET /b'),
    ]);
  });
});

function issuesOf(act: () => unknown): IssuesError['issues'] {
  try {
    act();
  } catch (error) {
    if (error instanceof IssuesError) return error.issues;
    throw error;
  }
  throw new Error('No issues were thrown');
}
