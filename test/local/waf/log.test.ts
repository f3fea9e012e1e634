import { describe, expect, it } from 'vitest';
import { readProperties } from '../../../lib/local/assembly/properties.js';
import { readLogging } from '../../../lib/local/assembly/waf/read-logging.js';
import type { WafRequest } from '../../../lib/local/model/firewall.js';
import { blocking, byteMatch, firewallOf, NOON_MS, request, webAcl } from './waf-support.js';

const DESTINATION = 'arn:aws:logs:eu-west-1:000000000000:log-group:aws-waf-logs-shop';

/** What a web ACL with these rules and this logging configuration writes of a request. */
function logged(rules: readonly object[], configuration: object = {}, asked: WafRequest = request()) {
  const lines: { readonly webAclName: string; readonly line: string }[] = [];
  const settings = { LogDestinationConfigs: [DESTINATION], ...configuration };
  const logging = readLogging(readProperties(settings, '', () => {}));
  const firewall = firewallOf({ ...webAcl({ Rules: rules }), logging }, { onLog: (entry) => lines.push(entry) });
  firewall.evaluate(asked, { name: 'APIGW', id: '000000000000:abc:prod', requestId: 'req-7' });
  return lines.map(({ line }) => JSON.parse(line));
}

const always = byteMatch({ UriPath: {} }, '/', 'STARTS_WITH');
const counting = {
  Name: 'seen',
  Priority: 0,
  Statement: always,
  Action: { Count: {} },
  RuleLabels: [{ Name: 'seen' }],
};

describe('the log of a web ACL', () => {
  it('has a line for each request, as AWS has it', () => {
    const asked = request({ queryString: 'a=1', country: 'CH' });
    expect(logged([counting, blocking(always)], {}, asked)).toEqual([
      {
        timestamp: NOON_MS,
        formatVersion: 1,
        webaclId: expect.stringMatching(/:regional\/webacl\/shop\//),
        terminatingRuleId: 'stop',
        terminatingRuleType: 'REGULAR',
        action: 'BLOCK',
        terminatingRuleMatchDetails: [],
        httpSourceName: 'APIGW',
        httpSourceId: '000000000000:abc:prod',
        ruleGroupList: [],
        rateBasedRuleList: [],
        nonTerminatingMatchingRules: [{ ruleId: 'seen', action: 'COUNT', ruleMatchDetails: [] }],
        requestHeadersInserted: null,
        responseCodeSent: null,
        httpRequest: {
          clientIp: '203.0.113.9',
          country: 'CH',
          headers: [
            { name: 'Host', value: 'shop.example' },
            { name: 'User-Agent', value: 'curl/8' },
          ],
          uri: '/prod/books',
          args: 'a=1',
          httpVersion: 'HTTP/1.1',
          httpMethod: 'GET',
          requestId: 'req-7',
        },
        labels: [{ name: 'awswaf:000000000000:webacl:shop:seen' }],
      },
    ]);
  });

  it('names the default action where no rule ends it', () => {
    expect(logged([])).toMatchObject([
      {
        action: 'ALLOW',
        terminatingRuleId: 'Default_Action',
        requestHeadersInserted: [],
        httpRequest: { country: '-' },
      },
    ]);
  });

  it('names rules that limit, and rules within groups', () => {
    const rate = { RateBasedStatement: { Limit: 0, AggregateKeyType: 'IP' } };
    const group = {
      Name: 'core',
      Priority: 0,
      Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' } },
      OverrideAction: { Count: {} },
    };
    expect(logged([group, blocking(rate)], {}, request({ headers: [] }))).toMatchObject([
      {
        terminatingRuleType: 'RATE_BASED',
        rateBasedRuleList: [{ rateBasedRuleName: 'stop' }],
        ruleGroupList: [
          {
            ruleGroupId: 'AWS#AWSManagedRulesCommonRuleSet',
            terminatingRule: { ruleId: 'NoUserAgent_HEADER', action: 'BLOCK' },
          },
        ],
        nonTerminatingMatchingRules: [{ ruleId: 'core' }],
      },
    ]);
  });

  it.each([
    [{ SingleHeader: { Name: 'AUTHORIZATION' } }, 'Bearer key'],
    [{ UriPath: {} }, '/prod/key'],
    [{ QueryString: {} }, 'q=key'],
    [{ Method: {} }, 'KEY'],
  ])('hides %j', (field, hidden) => {
    const asked = request({
      method: 'KEY',
      uriPath: '/prod/key',
      queryString: 'q=key',
      headers: [
        ['authorization', 'Bearer key'],
        ['x-other', 'open'],
      ],
    });
    const [entry] = logged([], { RedactedFields: [field] }, asked);
    const text = JSON.stringify(entry);
    expect(text).toContain('"REDACTED"');
    expect(text).not.toContain(`"${hidden}"`);
    expect(text).toContain('"open"');
  });

  const filter = (behavior: string, requirement: string, ...Conditions: object[]) => ({
    LoggingFilter: {
      DefaultBehavior: behavior === 'KEEP' ? 'DROP' : 'KEEP',
      Filters: [{ Behavior: behavior, Requirement: requirement, Conditions }],
    },
  });
  const action = (Action: string) => ({ ActionCondition: { Action } });
  const label = (LabelName: string) => ({ LabelNameCondition: { LabelName } });
  const SEEN = label('awswaf:000000000000:webacl:shop:seen');

  it.each([
    [filter('KEEP', 'MEETS_ANY', action('BLOCK')), 1],
    [filter('KEEP', 'MEETS_ANY', action('ALLOW')), 0],
    [filter('DROP', 'MEETS_ANY', action('BLOCK')), 0],
    [filter('KEEP', 'MEETS_ANY', action('COUNT')), 1],
    [filter('KEEP', 'MEETS_ANY', SEEN), 1],
    [filter('KEEP', 'MEETS_ANY', label('seen')), 0],
    [filter('KEEP', 'MEETS_ALL', action('BLOCK'), SEEN), 1],
    [filter('KEEP', 'MEETS_ALL', action('ALLOW'), SEEN), 0],
  ])('is filtered by %j: %d lines', (configuration, lines) => {
    expect(logged([counting, blocking(always)], configuration)).toHaveLength(lines);
  });
});
