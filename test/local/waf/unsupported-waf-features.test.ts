import { describe, expect, it } from 'vitest';
import { unsupportedWafFeatures } from '../../../lib/local/waf/unsupported-waf-features.js';
import { blocking, byteMatch, none, webAcl } from './waf-support.js';

const FIELD = { FieldToMatch: { Body: {} }, TextTransformations: none };
const rate = (given: object) => ({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP', ...given } });
const managed = (Name: string) => ({ ManagedRuleGroupStatement: { VendorName: 'AWS', Name } });
const regex = (RegexString: string) => ({ RegexMatchStatement: { ...FIELD, RegexString } });

const problems = (statement: object, more: object = {}) =>
  unsupportedWafFeatures(webAcl({ Rules: [blocking(statement, more)] })).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );

describe('what is not evaluated', () => {
  it.each([
    [{ SqliMatchStatement: FIELD }, 'stop: SQL injection is not looked for here'],
    [{ XssMatchStatement: FIELD }, 'stop: cross-site scripting is not looked for here'],
    [{ NewStatement: {} }, 'stop: its statement is not known here'],
    [
      { NotStatement: { Statement: { XssMatchStatement: FIELD } } },
      'stop: cross-site scripting is not looked for here',
    ],
    [
      { AndStatement: { Statements: [byteMatch({ Body: {} }, 'x'), { SqliMatchStatement: FIELD }] } },
      'stop: SQL injection is not looked for here',
    ],
    [rate({ ScopeDownStatement: { SqliMatchStatement: FIELD } }), 'stop: SQL injection is not looked for here'],
    [rate({ AggregateKeyType: 'MOON' }), 'stop: its AggregateKeyType MOON is not known here'],
    [rate({ Limit: undefined }), 'stop: its Limit is not known'],
    [
      rate({
        AggregateKeyType: 'CUSTOM_KEYS',
        CustomKeys: [{ UriPath: { TextTransformations: [{ Priority: 0, Type: 'ROT13' }] } }],
      }),
      'stop: the transformation ROT13 is not done here',
    ],
    [byteMatch({ Body: {} }, 'x', 'EXACTLY', 'ROT13'), 'stop: the transformation ROT13 is not done here'],
    [byteMatch({ Moon: {} }, 'x'), 'stop: its FieldToMatch names no part of a request that is known here'],
    [byteMatch({ Body: {} }, 'x', 'NEARBY'), 'stop: its PositionalConstraint is not known here'],
    [
      {
        ByteMatchStatement: {
          ...FIELD,
          SearchString: 'x',
          PositionalConstraint: 'EXACTLY',
          PreParseTextTransformations: [{ Priority: 0, Type: 'URL_DECODE' }],
        },
      },
      'stop: its PreParseTextTransformations are not done here',
    ],
    [
      { SizeConstraintStatement: { ...FIELD, ComparisonOperator: 'GT' } },
      'stop: its size or its operator is not known',
    ],
    [{ LabelMatchStatement: { Key: 'x' } }, 'stop: its Scope or its Key is not known'],
    [regex('(a)\\1'), 'stop: the pattern (a)\\1 cannot be run: it has a backreference'],
    [regex('(?=a)'), 'stop: the pattern (?=a) cannot be run: it has a lookaround'],
    [regex('a*+'), 'stop: the pattern a*+ cannot be run: it has a possessive quantifier'],
    [regex('('), 'stop: the pattern ( cannot be run: it is no regular expression'],
    [managed('AWSManagedRulesSQLiRuleSet'), 'stop: AWSManagedRulesSQLiRuleSet: is not evaluated here'],
    [
      managed('AWSManagedRulesCommonRuleSet'),
      'stop: AWSManagedRulesCommonRuleSet: of its rules only NoUserAgent_HEADER, SizeRestrictions_QUERYSTRING, SizeRestrictions_Cookie_HEADER, SizeRestrictions_BODY, SizeRestrictions_URIPATH are evaluated here',
    ],
  ])('is named: %j', (statement, expected) => {
    expect(problems(statement)).toEqual([expected]);
  });

  it.each([
    [{ Monetize: {} }, 'stop: its action is not known here'],
    [{ Captcha: {} }, 'stop: captcha: no client has a token here, so each is answered 405'],
    [{ Challenge: {} }, 'stop: challenge: no client has a token here, so each is answered 202'],
  ])('may be the action %j', (Action, expected) => {
    expect(problems(byteMatch({ Body: {} }, 'x'), { Action })).toEqual([expected]);
  });

  it('may be an address of a set', () => {
    const sets = { ipSets: new Map([['arn:set', ['192.0.2.0/24', '192.0.2.1', '2001:db8::/200']]]) };
    const acl = webAcl({ Rules: [blocking({ IPSetReferenceStatement: { Arn: 'arn:set' } })] }, sets);
    expect(unsupportedWafFeatures(acl).map(({ message }) => message)).toEqual([
      '192.0.2.1 is no block of addresses: it matches nobody',
      '2001:db8::/200 is no block of addresses: it matches nobody',
    ]);
  });

  it('is named once for each rule', () => {
    const sqli = { SqliMatchStatement: FIELD };
    expect(problems({ OrStatement: { Statements: [sqli, sqli] } })).toHaveLength(1);
  });

  it('is nothing of what is', () => {
    const statements = [
      byteMatch({ Body: {} }, 'x', 'CONTAINS', 'LOWERCASE', 'URL_DECODE'),
      regex('^a[bc]+$'),
      { GeoMatchStatement: { CountryCodes: ['CH'] } },
      rate({ ScopeDownStatement: byteMatch({ Method: {} }, 'PUT') }),
    ];
    expect(statements.flatMap((statement) => problems(statement))).toEqual([]);
  });
});
