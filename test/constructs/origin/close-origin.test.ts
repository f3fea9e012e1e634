import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { gateway, jwt, lambda, reply, route } from '../../../lib/spec/index.js';
import { bodyOf, resourcesOf, stackOf, templateOf } from '../support/synth.js';

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
const books = route('GET /books', { auth: 'public', to: lambda('handlers/books.ts') });
const orders = route('POST /orders', { auth: staff.require({ scopes: ['write'] }), to: lambda('handlers/orders.ts') });
const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });

const both = gateway('shop', { edge: { origin: { rotateEveryDays: 7 } }, routes: [books, orders, health] });
const httpOnly = gateway('small', { edge: {}, routes: [books] });
const open = gateway('open', { edge: { origin: { closedBy: 'none' } }, routes: [books, health] });

const VIRGINIA = { account: '222233334444', region: 'us-east-1' };
const IRELAND = { account: '222233334444', region: 'eu-west-1' };
const template = templateOf(both, { env: VIRGINIA });
const NAME = 'gatewright/us-east-1/Shop/shop/origin';
const reference = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: Match.anyValue() }, '}}']] };

describe('the secret of an origin', () => {
  it('is made up by Secrets Manager, of letters and digits, and goes with its stack', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: {
        Name: NAME,
        GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
        SecretString: Match.absent(),
        ReplicaRegions: Match.absent(),
      },
      DeletionPolicy: 'Delete',
    });
  });

  it('has a copy in us-east-1 where its stack is elsewhere, under a name with the region in it', () => {
    Template.fromStack(stackOf(both, { env: IRELAND })).hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: 'gatewright/eu-west-1/Shop/shop/origin',
      ReplicaRegions: [{ Region: 'us-east-1' }],
    });
  });

  it('is rotated as often as the spec says, and not at once: the edge may not be there yet', () => {
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { AutomaticallyAfterDays: 7 },
      RotateImmediatelyOnUpdate: false,
    });
    Template.fromStack(stackOf(httpOnly)).hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { AutomaticallyAfterDays: 30 },
    });
  });

  it('is in no template but as a reference', () => {
    const text = JSON.stringify(template.toJSON());
    expect(text.match(/resolve:secretsmanager/g)?.length).toBeGreaterThan(2);
    expect(text).not.toContain('AWSCURRENT');
  });

  it.each([
    ['without an edge', gateway('plain', { routes: [books, health] })],
    ['that is left open', open],
  ])('is not there for a gateway %s', (_what, spec) => {
    const made = templateOf(spec, { env: VIRGINIA });
    made.resourceCountIs('AWS::SecretsManager::Secret', 0);
    made.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
    made.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });
});

describe('a REST API behind an edge', () => {
  it('has a web ACL before its stage that blocks all but the secret, and keeps no samples of it', () => {
    const search = {
      ByteMatchStatement: {
        FieldToMatch: { SingleHeader: { Name: 'x-gatewright-origin' } },
        PositionalConstraint: 'EXACTLY',
        SearchString: reference,
        TextTransformations: [{ Priority: 0, Type: 'NONE' }],
      },
    };
    template.hasResourceProperties('AWS::WAFv2::WebACL', {
      Scope: 'REGIONAL',
      DefaultAction: { Block: {} },
      Rules: [
        {
          Action: { Allow: {} },
          Statement: { OrStatement: { Statements: [search, search] } },
          VisibilityConfig: Match.objectLike({ SampledRequestsEnabled: false }),
        },
      ],
      VisibilityConfig: Match.objectLike({ SampledRequestsEnabled: false }),
    });
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: {
        'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':apigateway:us-east-1::/restapis/')])],
      },
    });
  });

  it('costs no web ACL where there is none', () => {
    templateOf(httpOnly, { env: VIRGINIA }).resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });
});

describe('APIs that are sent the secret and do not ask for it', () => {
  const sent = templateOf(
    gateway('shop', { edge: { origin: { closedBy: 'sent' } }, routes: [books, orders, health] }),
    { env: VIRGINIA },
  );

  it('have the secret, sent by the distribution and rotated', () => {
    sent.resourceCountIs('AWS::SecretsManager::Secret', 1);
    sent.resourceCountIs('AWS::SecretsManager::RotationSchedule', 1);
    sent.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Origins: Match.arrayWith([
          Match.objectLike({
            OriginCustomHeaders: [{ HeaderName: 'x-gatewright-origin', HeaderValue: reference }],
          }),
        ]),
      },
    });
  });

  it('have nothing that asks: no web ACL, and no authorizer on public routes', () => {
    sent.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
    const { paths } = bodyOf(sent, 'AWS::ApiGatewayV2::Api');
    expect(paths['/books'].get.security).toBeUndefined();
    expect(Object.keys(resourcesOf(sent)).filter((id) => id.includes('ReadOriginSecret'))).toEqual([]);
  });
});

describe('an HTTP API behind an edge', () => {
  const body = bodyOf(template, 'AWS::ApiGatewayV2::Api');
  const schemes = body.components.securitySchemes;

  it('has an authorizer on every route, public ones too', () => {
    const operations = Object.values<Record<string, { security?: object[] }>>(body.paths).flatMap(Object.values);
    expect(operations.length).toBe(2);
    for (const { security } of operations) expect(security?.flatMap(Object.keys)[0]).toMatch(/http-function/);
  });

  it('keeps no answer, and asks for no source that could be missing', () => {
    for (const scheme of Object.values<Record<string, object>>(schemes)) {
      expect(scheme['x-amazon-apigateway-authorizer']).toMatchObject({
        type: 'request',
        identitySource: ['$context.routeKey'],
        authorizerResultTtlInSeconds: 0,
      });
    }
  });

  it('has an authorizer that reads the one secret, and no other', () => {
    const policies = Object.entries(resourcesOf(template)).filter(([id]) => id.includes('ReadOriginSecret'));
    expect(policies).toHaveLength(1);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: 'read-origin-secret',
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: Match.anyValue() } }],
      },
    });
  });
});

describe('what rotates the secret', () => {
  it('may change this secret, this web ACL and the distribution with its tag, and nothing else', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: 'rotate-origin-secret',
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: [
              'secretsmanager:DescribeSecret',
              'secretsmanager:GetSecretValue',
              'secretsmanager:PutSecretValue',
              'secretsmanager:UpdateSecretVersionStage',
            ],
            Resource: { Ref: Match.anyValue() },
          },
          { Effect: 'Allow', Action: ['secretsmanager:GetRandomPassword', 'tag:GetResources'], Resource: '*' },
          {
            Effect: 'Allow',
            Action: ['cloudfront:GetDistribution', 'cloudfront:GetDistributionConfig', 'cloudfront:UpdateDistribution'],
            Resource: Match.anyValue(),
            Condition: { StringEquals: { 'aws:ResourceTag/gatewright:origin': NAME } },
          },
          {
            Effect: 'Allow',
            Action: ['wafv2:GetWebACL', 'wafv2:UpdateWebACL'],
            Resource: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] },
          },
        ],
      },
    });
  });

  it('is called by Secrets Manager of this account alone, which may do so before the schedule is there', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'secretsmanager.amazonaws.com',
      SourceAccount: '222233334444',
    });
    const [schedule] = Object.values(template.findResources('AWS::SecretsManager::RotationSchedule'));
    expect(schedule?.DependsOn).toEqual([
      expect.stringMatching(/Invocation/),
      expect.stringMatching(/RotateOriginSecret/),
    ]);
  });

  it('knows the secret, the tag and the web ACL by its environment', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          GATEWRIGHT_ORIGIN_SECRET: { Ref: Match.anyValue() },
          GATEWRIGHT_ORIGIN_TAG: NAME,
          GATEWRIGHT_ORIGIN_WEB_ACL: Match.anyValue(),
        }),
      },
    });
  });

  it('raises an alarm where it fails', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('^originkeeperFunction') } }],
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  it('finds the distribution by the tag that the edge gives it', () => {
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      Tags: Match.arrayWith([{ Key: 'gatewright:origin', Value: NAME }]),
    });
  });
});
