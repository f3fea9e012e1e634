import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { Firewall } from '../../../lib/spec/firewall.js';
import { gateway, lambda, route } from '../../../lib/spec/index.js';
import { market } from '../../fixtures/gateways/firewall-on-rest.js';
import { restOnly } from '../support/specs.js';
import { stackOf, templateOf } from '../support/synth.js';
import { propertiesOf } from './properties-of.js';
import { wcuOfTemplate } from './wcu-of-template.js';

const template = templateOf(market);
const acl = propertiesOf(template, 'AWS::WAFv2::WebACL');

// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
function ruleOf(name: string, properties = acl): any {
  return properties.Rules.find((rule: { Name: string }) => rule.Name === name);
}

function aclOf(firewall: Firewall) {
  return propertiesOf(templateOf({ ...restOnly, firewall }), 'AWS::WAFv2::WebACL');
}

describe('the web ACL of a firewall', () => {
  it('lets through what no rule refuses, rules in the order of the plan', () => {
    expect(acl).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
    expect(acl.Rules.map(({ Name, Priority }: { Name: string; Priority: number }) => `${Priority} ${Name}`)).toEqual([
      '0 allow',
      '1 block',
      '2 rate-limit-per-ip',
      '3 rate-limit-per-seller',
      '4 rate-limit-behind-proxy',
      '5 body-size-4000',
      '6 body-size-40000',
      '7 managed-common',
      '8 managed-known-bad-inputs',
      '9 managed-bot-control',
      '10 managed-anti-ddos',
      '11 managed-ip-reputation',
    ]);
  });

  it('has metrics and labels by the names of its rules, those of groups aside', () => {
    for (const rule of acl.Rules) {
      expect(rule.VisibilityConfig).toEqual({
        CloudWatchMetricsEnabled: true,
        MetricName: rule.Name,
        SampledRequestsEnabled: true,
      });
      expect(rule.RuleLabels).toEqual(
        rule.Name.startsWith('managed-') ? undefined : [{ Name: `gatewright:${rule.Name}` }],
      );
      expect('Action' in rule).not.toBe('OverrideAction' in rule);
    }
  });

  it('takes the capacity that the plan says, each rule of it', () => {
    const { firewall } = stackOf(market).gateway.plan;
    const counted = acl.Rules.map((rule: { Statement: object }) => wcuOfTemplate(rule.Statement));
    expect(firewall?.rules.map(({ wcu }) => wcu)).toEqual(counted);
    expect(firewall?.wcu).toBe(counted.reduce((sum: number, wcu: number) => sum + wcu, 0));
  });

  it('keeps addresses of each version in a set of their own', () => {
    template.hasResourceProperties('AWS::WAFv2::IPSet', {
      Scope: 'REGIONAL',
      IPAddressVersion: 'IPV4',
      Addresses: ['198.51.100.7/32'],
    });
    template.hasResourceProperties('AWS::WAFv2::IPSet', {
      IPAddressVersion: 'IPV6',
      Addresses: ['2001:db8:bad::/48'],
    });
    template.resourceCountIs('AWS::WAFv2::IPSet', 3);
  });

  it('counts by addresses alone in their own way, by others as custom keys', () => {
    const statements = ['per-ip', 'per-seller', 'behind-proxy'].map(
      (name) => ruleOf(`rate-limit-${name}`).Statement.RateBasedStatement,
    );
    expect(statements[0]).toEqual({ AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 2_000 });
    expect(statements[1]).toMatchObject({
      AggregateKeyType: 'CUSTOM_KEYS',
      Limit: 120,
      EvaluationWindowSec: 60,
      CustomKeys: [{ Header: { Name: 'x-seller' } }, { HTTPMethod: {} }, { ASN: {} }],
    });
    expect(statements[2]).toMatchObject({
      AggregateKeyType: 'FORWARDED_IP',
      ForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'MATCH' },
    });
  });

  it.each<[string, Firewall['rateLimits'], object]>([
    [
      'cookie',
      { a: { limit: 10, by: { cookie: 'sid' } } },
      { Cookie: { Name: 'sid', TextTransformations: [{ Priority: 0, Type: 'NONE' }] } },
    ],
    [
      'query',
      { a: { limit: 10, by: { query: 'q' } } },
      { QueryArgument: { Name: 'q', TextTransformations: [{ Priority: 0, Type: 'NONE' }] } },
    ],
    [
      'query string',
      { a: { limit: 10, by: 'query-string' } },
      { QueryString: { TextTransformations: [{ Priority: 0, Type: 'NONE' }] } },
    ],
    [
      'path, however it is spelt',
      { a: { limit: 10, by: 'path' } },
      {
        UriPath: {
          TextTransformations: [
            { Priority: 0, Type: 'URL_DECODE' },
            { Priority: 1, Type: 'NORMALIZE_PATH' },
          ],
        },
      },
    ],
  ])('counts by %s', (_title, rateLimits, key) => {
    const made = aclOf({ ...(rateLimits && { rateLimits }) });
    expect(made.Rules[0].Statement.RateBasedStatement.CustomKeys).toEqual([key]);
  });

  it('needs the forwarded address of custom keys explained', () => {
    const made = aclOf({ rateLimits: { a: { limit: 10, by: ['forwarded-ip', 'method'] } } });
    expect(made.Rules[0].Statement.RateBasedStatement).toMatchObject({
      CustomKeys: [{ ForwardedIP: {} }, { HTTPMethod: {} }],
      ForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'MATCH' },
    });
  });

  it('answers refused callers in JSON, equal bodies once', () => {
    const [[key, body] = ['', {}], ...more] = Object.entries(acl.CustomResponseBodies);
    expect(more).toEqual([]);
    expect(body).toEqual({ ContentType: 'APPLICATION_JSON', Content: '{"title":"No"}' });
    const answers = ['block', 'rate-limit-per-ip', 'body-size-4000'].map(
      (name) => ruleOf(name).Action.Block.CustomResponse,
    );
    expect(answers.map(({ ResponseCode }) => ResponseCode)).toEqual([403, 429, 413]);
    expect(answers.map(({ CustomResponseBodyKey }) => CustomResponseBodyKey)).toEqual([key, key, key]);
    expect(answers[1].ResponseHeaders).toEqual([
      { Name: 'Retry-After', Value: '300' },
      { Name: 'x-refused-by', Value: 'market' },
    ]);
  });

  it('answers with a problem where the spec has no answer of its own', () => {
    const made = aclOf({ block: { countries: ['AQ'] } });
    const contents = Object.values<{ Content: string }>(made.CustomResponseBodies).map(({ Content }) =>
      JSON.parse(Content),
    );
    expect(contents).toEqual([
      expect.objectContaining({ status: 403, type: expect.any(String), title: expect.any(String) }),
    ]);
  });

  it('counts where the spec counts', () => {
    expect(ruleOf('rate-limit-behind-proxy').Action).toEqual({ Count: {} });
    expect(ruleOf('managed-bot-control').OverrideAction).toEqual({ Count: {} });
    expect(ruleOf('managed-common').OverrideAction).toEqual({ None: {} });
    expect(aclOf({ allow: { countries: ['CH'], action: 'count' } }).Rules[0].Action).toEqual({ Count: {} });
  });

  it('gives groups what they do not go without, and what the spec says of their rules', () => {
    const groups = ['common', 'known-bad-inputs', 'bot-control', 'anti-ddos', 'ip-reputation'].map(
      (name) => ruleOf(`managed-${name}`).Statement.ManagedRuleGroupStatement,
    );
    expect(groups[0]).toEqual({
      VendorName: 'AWS',
      Name: 'AWSManagedRulesCommonRuleSet',
      RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
    });
    expect(groups[1].RuleActionOverrides).toEqual([{ Name: 'Host_localhost_HEADER', ActionToUse: { Count: {} } }]);
    expect(groups[2].ManagedRuleGroupConfigs).toEqual([
      { AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'COMMON' } },
    ]);
    expect(groups[3].ManagedRuleGroupConfigs).toEqual([
      {
        AWSManagedRulesAntiDDoSRuleSet: { ClientSideActionConfig: { Challenge: { UsageOfAction: 'DISABLED' } } },
      },
    ]);
    expect(groups[4]).toEqual({ VendorName: 'AWS', Name: 'AWSManagedRulesAmazonIpReputationList' });
  });

  it('names the version of a group where the spec does', () => {
    const made = aclOf({ managed: [{ group: 'sqli', version: 'Version_2.0' }] });
    expect(made.Rules[0].Statement.ManagedRuleGroupStatement).toEqual({
      VendorName: 'AWS',
      Name: 'AWSManagedRulesSQLiRuleSet',
      Version: 'Version_2.0',
    });
  });

  it('sees more of bodies where routes need it, and says so to what it stands before', () => {
    expect(acl.AssociationConfig).toEqual({
      RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_48' } },
    });
    expect(aclOf({ managed: ['linux'] }).AssociationConfig).toBeUndefined();
  });
});

describe('the stage of a REST API', () => {
  it('has the web ACL before it', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':apigateway:',
            { Ref: 'AWS::Region' },
            '::/restapis/',
            { Ref: 'RestApi' },
            '/stages/',
            { Ref: 'RestApiStage' },
          ],
        ],
      },
      WebACLArn: { 'Fn::GetAtt': ['Firewall', 'Arn'] },
    });
  });

  it('has none without a firewall', () => {
    templateOf(restOnly).resourceCountIs('AWS::WAFv2::WebACL', 0);
    templateOf(restOnly).resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
  });
});

describe('the firewall of an edge', () => {
  const spec = gateway('edged', {
    auth: 'public',
    edge: {},
    firewall: { block: { ips: ['203.0.113.0/24'], paths: ['^/private'] } },
    routes: [route('POST /a', { to: lambda('a.ts'), maxBodyBytes: 20_000 })],
  });
  const made = templateOf(spec, { env: { account: '111111111111', region: 'us-east-1' } });

  it('is of scope CLOUDFRONT with all its sets, and looks at paths as callers send them', () => {
    made.hasResourceProperties('AWS::WAFv2::IPSet', { Scope: 'CLOUDFRONT' });
    made.hasResourceProperties('AWS::WAFv2::RegexPatternSet', {
      Scope: 'CLOUDFRONT',
      RegularExpressionList: ['^/private'],
    });
    made.hasResourceProperties('AWS::WAFv2::WebACL', {
      Scope: 'CLOUDFRONT',
      AssociationConfig: { RequestBody: { CLOUDFRONT: { DefaultSizeInspectionLimit: 'KB_32' } } },
    });
  });

  it('is the one that the distribution names', () => {
    made.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({ WebACLId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Firewall'), 'Arn'] } }),
    });
  });
});
