import { describe, expect, it } from 'vitest';
import { messages, readResources } from '../assembly-fixture.js';

const NONE = [{ Priority: 0, Type: 'NONE' }];
const acl = (given: object = {}) => ({
  Type: 'AWS::WAFv2::WebACL',
  Properties: { Name: 'shop', Scope: 'REGIONAL', DefaultAction: { Allow: {} }, ...given },
});
const rule = (Name: string, Statement: object, more: object = {}) => ({
  Name,
  Priority: 1,
  Statement,
  Action: { Block: {} },
  VisibilityConfig: { MetricName: `${Name}Metric`, CloudWatchMetricsEnabled: true, SampledRequestsEnabled: false },
  ...more,
});
const headerIs = (SearchString: unknown) => ({
  ByteMatchStatement: {
    FieldToMatch: { SingleHeader: { Name: 'x-origin' } },
    SearchString,
    PositionalConstraint: 'EXACTLY',
    TextTransformations: NONE,
  },
});

describe('a web ACL', () => {
  it('is read with its name, its ARN and its rules', () => {
    const model = readResources({ Acl: acl({ Rules: [rule('origin', headerIs('swordfish'))] }) });
    expect(model.notices).toEqual([]);
    expect(model.webAcls).toMatchObject([
      {
        stackName: 'Shop',
        logicalId: 'Acl',
        name: 'shop',
        id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        arn: expect.stringMatching(/^arn:aws:wafv2:us-east-1:000000000000:regional\/webacl\/shop\/[0-9a-f-]{36}$/),
        scope: 'REGIONAL',
        labelNamespace: 'awswaf:000000000000:webacl:shop:',
        defaultAction: { kind: 'allow', insertHeaders: [] },
        bodyLimitBytes: 16_384,
        rules: [
          {
            name: 'origin',
            priority: 1,
            action: { kind: 'block' },
            labels: [],
            metricName: 'originMetric',
            statement: { kind: 'byte-match', search: { kind: 'bytes', bytes: Buffer.from('swordfish') } },
          },
        ],
      },
    ]);
  });

  it('keeps what the template says of it, with its functions evaluated', () => {
    const given = { Rules: [rule('origin', headerIs({ 'Fn::Sub': '${AWS::Region}!' }))] };
    const [model] = readResources({ Acl: acl(given) }).webAcls;
    expect(model?.json).toEqual({
      Name: 'shop',
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
      Rules: [rule('origin', headerIs('us-east-1!'))],
    });
  });

  it('of a distribution is global, and has the limits of CloudFront', () => {
    const limit = (DefaultSizeInspectionLimit: string) => ({ DefaultSizeInspectionLimit });
    const AssociationConfig = { RequestBody: { CLOUDFRONT: limit('KB_48'), API_GATEWAY: limit('KB_64') } };
    const [model] = readResources({ Acl: acl({ Scope: 'CLOUDFRONT', AssociationConfig }) }).webAcls;
    expect(model).toMatchObject({ scope: 'CLOUDFRONT', bodyLimitBytes: 49_152 });
    expect(model?.arn).toContain(':global/webacl/shop/');
  });

  it('without a name has one made up', () => {
    const [model] = readResources({ Acl: acl({ Name: undefined }) }).webAcls;
    expect(model?.name).toMatch(/^Shop-Acl-[A-Z0-9]{12}$/);
    expect(model?.labelNamespace).toBe(`awswaf:000000000000:webacl:${model?.name}:`);
  });

  const JOINED = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:value::}}']] };
  const Secret = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'origin' } };

  it.each([
    ['as text', '{{resolve:secretsmanager:origin}}', '{{resolve:secretsmanager:origin}}'],
    [
      'joined from parts',
      JOINED,
      expect.stringMatching(
        /^\{\{resolve:secretsmanager:arn:aws:secretsmanager:.*:secret:origin-.{6}:SecretString:value::\}\}$/,
      ),
    ],
  ])('keeps a reference to a secret %s, and says nothing of it', (_how, search, text) => {
    const model = readResources({ Secret, Acl: acl({ Rules: [rule('origin', headerIs(search))] }) });
    expect(model.webAcls[0]?.rules[0]?.statement).toMatchObject({ search: { kind: 'reference', text } });
    expect(messages(model)).toEqual([]);
    expect(JSON.stringify(model.webAcls[0]?.json)).toContain('{{resolve:secretsmanager:');
  });

  it('names what it cannot know of a search string, and finds it nowhere', () => {
    const model = readResources({ Acl: acl({ Rules: [rule('origin', headerIs({ Ref: 'Nobody' }))] }) });
    expect(messages(model)).toEqual([
      'unresolved Acl Rules.0.Statement.ByteMatchStatement.SearchString: the template has no Nobody',
    ]);
    expect(model.webAcls[0]?.rules[0]?.statement).toMatchObject({ search: { kind: 'reference' } });
    expect(JSON.stringify(model.webAcls[0]?.json)).toContain('gatewright:unresolved');
  });

  it('whose default action cannot be known blocks', () => {
    const model = readResources({ Acl: acl({ DefaultAction: { Ref: 'Nobody' } }) });
    expect(model.webAcls).toMatchObject([{ defaultAction: { kind: 'block' } }]);
    expect(messages(model)).toEqual(['unresolved Acl DefaultAction: the template has no Nobody']);
  });

  it.each([
    ['Rules are no list of objects', { Rules: 'none' }, 'unresolved Acl Rules.0: expected an object'],
    [
      'a limit is no number',
      { Rules: [rule('r', { RateBasedStatement: { Limit: 'many' } })] },
      'unresolved Acl Rules.0.Statement.RateBasedStatement.Limit: expected a number',
    ],
  ])('says where %s', (_what, given, message) => {
    expect(messages(readResources({ Acl: acl(given) }))).toEqual([message]);
  });
});

describe('sets and groups', () => {
  const set = (Type: string, Properties: object) => ({
    Type,
    Properties: { Scope: 'REGIONAL', Name: 'set', ...Properties },
  });
  const ips = set('AWS::WAFv2::IPSet', { IPAddressVersion: 'IPV4', Addresses: ['192.0.2.0/24'] });
  const patterns = set('AWS::WAFv2::RegexPatternSet', { RegularExpressionList: ['^/a', '^/b'] });
  const group = set('AWS::WAFv2::RuleGroup', {
    Capacity: 5,
    Rules: [
      rule(
        'inside',
        { IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': ['Ips', 'Arn'] } } },
        { RuleLabels: [{ Name: 'known' }] },
      ),
    ],
  });
  const arnOf = (id: string) => ({ Arn: { 'Fn::GetAtt': [id, 'Arn'] } });

  it('are put in the place of what names them', () => {
    const Rules = [
      rule('ips', { IPSetReferenceStatement: arnOf('Ips') }),
      rule('patterns', {
        RegexPatternSetReferenceStatement: {
          ...arnOf('Patterns'),
          FieldToMatch: { UriPath: {} },
          TextTransformations: NONE,
        },
      }),
      {
        ...rule('group', { RuleGroupReferenceStatement: arnOf('Group') }),
        Action: undefined,
        OverrideAction: { Count: {} },
      },
    ];
    const model = readResources({ Ips: ips, Patterns: patterns, Group: group, Acl: acl({ Rules }) });
    expect(model.notices).toEqual([]);
    expect(model.webAcls[0]?.rules).toMatchObject([
      { statement: { kind: 'ip-set', addresses: ['192.0.2.0/24'] } },
      { statement: { kind: 'regex-match', patterns: ['^/a', '^/b'] } },
      {
        action: { kind: 'group', countsOnly: true },
        statement: {
          kind: 'rule-group',
          labelNamespace: 'awswaf:000000000000:rulegroup:set:',
          rules: [{ name: 'inside', labels: ['known'], statement: { addresses: ['192.0.2.0/24'] } }],
        },
      },
    ]);
  });

  it.each([
    ['IPSetReferenceStatement', 'its IP set is not in the cloud assembly'],
    ['RuleGroupReferenceStatement', 'its rule group is not in the cloud assembly'],
  ])('that are elsewhere leave %s without effect', (key, reason) => {
    const model = readResources({ Acl: acl({ Rules: [rule('r', { [key]: { Arn: 'arn:aws:wafv2:elsewhere' } })] }) });
    expect(model.webAcls[0]?.rules).toMatchObject([{ statement: { kind: 'not-evaluated', reason } }]);
  });
});

describe('logging', () => {
  it('belongs to the web ACL that it names', () => {
    const Log = {
      Type: 'AWS::WAFv2::LoggingConfiguration',
      Properties: {
        ResourceArn: { 'Fn::GetAtt': ['Acl', 'Arn'] },
        LogDestinationConfigs: ['arn:aws:logs:us-east-1:000000000000:log-group:aws-waf-logs-shop'],
        RedactedFields: [{ SingleHeader: { Name: 'authorization' } }],
      },
    };
    const { webAcls } = readResources({ Other: acl({ Name: 'other' }), Acl: acl(), Log });
    expect(webAcls.map(({ name, logging }) => [name, logging?.redacted])).toEqual([
      ['other', undefined],
      ['shop', [{ kind: 'single-header', name: 'authorization' }]],
    ]);
  });
});

describe('an association', () => {
  const api = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
    Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'prod' } },
    Acl: acl(),
  };
  const STAGE = { 'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${Api}/stages/${Stage}' };
  const ARN = { 'Fn::GetAtt': ['Acl', 'Arn'] };
  const association = (ResourceArn: unknown, WebACLArn: unknown = ARN) => ({
    Type: 'AWS::WAFv2::WebACLAssociation',
    Properties: { ResourceArn, WebACLArn },
  });

  it('puts a web ACL before a stage', () => {
    const { apis, webAcls, notices } = readResources({ ...api, Guard: association(STAGE) });
    expect(notices).toEqual([]);
    expect(apis[0]?.stages).toMatchObject([{ name: 'prod', webAclArn: webAcls[0]?.arn }]);
  });

  it.each([
    ['an HTTP API', 'arn:aws:apigateway:us-east-1::/apis/abc/stages/prod', ARN, 'is no stage of a REST API'],
    [
      'a stage that is not there',
      { 'Fn::Sub': 'arn:aws:apigateway:us-east-1::/restapis/${Api}/stages/beta' },
      ARN,
      'is no stage of a REST API',
    ],
    [
      'a load balancer',
      'arn:aws:elasticloadbalancing:us-east-1:0:loadbalancer/app/x/1',
      ARN,
      'is no stage of a REST API',
    ],
    ['a web ACL elsewhere', STAGE, 'arn:aws:wafv2:us-east-1:1:regional/webacl/x/1', 'so nothing filters'],
    ['nobody knows what', { Ref: 'Nobody' }, ARN, 'the template has no Nobody'],
  ])('of %s is named, and does nothing', (_what, resource, aclArn, message) => {
    const model = readResources({ ...api, Guard: association(resource, aclArn) });
    expect(model.apis[0]?.stages[0]).not.toHaveProperty('webAclArn');
    expect(messages(model)).toEqual([expect.stringContaining(message)]);
    expect(messages(model)[0]).toMatch(/^unresolved Guard /);
  });
});
