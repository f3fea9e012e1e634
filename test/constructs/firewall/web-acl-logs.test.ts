import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { Firewall } from '../../../lib/spec/firewall.js';
import { authorizer, gateway, lambda, route } from '../../../lib/spec/index.js';
import { market } from '../../fixtures/gateways/firewall-on-rest.js';
import { restOnly } from '../support/specs.js';
import { templateOf } from '../support/synth.js';
import { propertiesOf } from './properties-of.js';

const template = templateOf(market);
const acl = propertiesOf(template, 'AWS::WAFv2::WebACL');

describe('the logs of a firewall', () => {
  const secrets = ['authorization', 'cookie', 'x-api-key', 'x-gatewright-origin', 'x-seller-token'];

  it('go into a group whose name AWS WAF takes, and which no other life of the stack finds taken', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: {
        LogGroupName: { 'Fn::Join': ['', ['aws-waf-logs-Shop-', { 'Fn::GetAtt': ['Firewall', 'Id'] }]] },
        RetentionInDays: 90,
      },
    });
    const { LogDestinationConfigs } = propertiesOf(template, 'AWS::WAFv2::LoggingConfiguration');
    expect(JSON.stringify(LogDestinationConfigs)).toMatch(/:log-group:",\{"Ref":"FirewallLogs"\}\]\]\}\]$/);
  });

  it('show no credentials, and samples of requests do not either', () => {
    const { RedactedFields } = propertiesOf(template, 'AWS::WAFv2::LoggingConfiguration');
    expect(RedactedFields).toEqual(secrets.map((Name) => ({ SingleHeader: { Name } })));
    expect(acl.DataProtectionConfig).toEqual({
      DataProtections: [{ Action: 'SUBSTITUTION', Field: { FieldType: 'SINGLE_HEADER', FieldKeys: secrets } }],
    });
  });

  it('do not show the query where an authorizer of the user takes credentials from it', () => {
    const own = authorizer('own', lambda('own.ts'), { identity: { headers: ['X-Own'], query: ['key'] } });
    const spec = gateway('own', {
      api: 'rest',
      firewall: { managed: ['linux'] },
      routes: [route('GET /a', { auth: own, to: lambda('a.ts') })],
    });
    const made = templateOf(spec);
    const { RedactedFields } = propertiesOf(made, 'AWS::WAFv2::LoggingConfiguration');
    expect(RedactedFields).toContainEqual({ QueryString: {} });
    expect(RedactedFields).toContainEqual({ SingleHeader: { Name: 'x-own' } });
    expect(propertiesOf(made, 'AWS::WAFv2::WebACL').DataProtectionConfig.DataProtections).toContainEqual({
      Action: 'SUBSTITUTION',
      Field: { FieldType: 'QUERY_STRING' },
    });
  });

  it('hold decisions alone, or everything, or are not there', () => {
    const logged = (log: NonNullable<Firewall['log']>) =>
      templateOf({ ...restOnly, firewall: { managed: ['linux'], log } });
    logged('blocked').hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      LoggingFilter: Match.objectLike({
        DefaultBehavior: 'DROP',
        Filters: [Match.objectLike({ Behavior: 'KEEP', Requirement: 'MEETS_ANY' })],
      }),
    });
    logged('all').hasResourceProperties('AWS::WAFv2::LoggingConfiguration', { LoggingFilter: Match.absent() });
    logged('none').resourceCountIs('AWS::WAFv2::LoggingConfiguration', 0);
  });
});
