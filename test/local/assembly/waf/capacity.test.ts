import { describe, expect, it } from 'vitest';
import { capacityOfRules } from '../../../../lib/local/assembly/waf/capacity.js';
import { readResources } from '../assembly-fixture.js';

const of = (...types: string[]) => types.map((Type, Priority) => ({ Type, Priority }));
const text = (given: object = {}) => ({ FieldToMatch: { UriPath: {} }, TextTransformations: of('NONE'), ...given });
const bytes = (PositionalConstraint: string, given: object = {}) => ({
  ByteMatchStatement: { SearchString: 'x', PositionalConstraint, ...text(given) },
});
const rules = (...statements: object[]) => statements.map((Statement) => ({ Statement }));
const managed = (Name: string, given: object = {}) => ({
  ManagedRuleGroupStatement: { VendorName: 'AWS', Name, ...given },
});
const rate = (given: object = {}) => ({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP', ...given } });

describe('the capacity of a rule', () => {
  it.each([
    [bytes('EXACTLY'), 2],
    [bytes('STARTS_WITH'), 2],
    [bytes('CONTAINS'), 10],
    [bytes('CONTAINS_WORD'), 10],
    [bytes('EXACTLY', { TextTransformations: of('LOWERCASE', 'URL_DECODE') }), 22],
    [bytes('EXACTLY', { FieldToMatch: { AllQueryArguments: {} } }), 12],
    [bytes('CONTAINS', { FieldToMatch: { JsonBody: {} } }), 20],
    [{ RegexMatchStatement: text() }, 3],
    [{ RegexPatternSetReferenceStatement: text() }, 25],
    [{ SizeConstraintStatement: text() }, 1],
    [{ SqliMatchStatement: text() }, 20],
    [{ SqliMatchStatement: text({ SensitivityLevel: 'HIGH' }) }, 30],
    [{ XssMatchStatement: text() }, 40],
    [{ IPSetReferenceStatement: { Arn: 'x' } }, 1],
    [{ IPSetReferenceStatement: { Arn: 'x', IPSetForwardedIPConfig: { Position: 'ANY' } } }, 5],
    [{ IPSetReferenceStatement: { Arn: 'x', IPSetForwardedIPConfig: { Position: 'FIRST' } } }, 1],
    [{ GeoMatchStatement: { CountryCodes: ['CH'] } }, 1],
    [{ AsnMatchStatement: { AsnList: [1] } }, 1],
    [{ LabelMatchStatement: { Scope: 'LABEL', Key: 'x' } }, 1],
    [rate(), 2],
    [rate({ CustomKeys: [{ IP: {} }, { HTTPMethod: {} }] }), 62],
    [rate({ ScopeDownStatement: bytes('CONTAINS') }), 12],
    [{ AndStatement: { Statements: [bytes('EXACTLY'), bytes('CONTAINS')] } }, 12],
    [{ OrStatement: { Statements: [bytes('EXACTLY'), { NotStatement: { Statement: rate() } }] } }, 4],
    [managed('AWSManagedRulesCommonRuleSet'), 700],
    [managed('AWSManagedRulesKnownBadInputsRuleSet', { ScopeDownStatement: bytes('EXACTLY') }), 202],
    [{ RuleGroupReferenceStatement: { Arn: 'arn:known' } }, 17],
    [{ RuleGroupReferenceStatement: { ARN: 'arn:known' } }, 17],
    [{ RuleGroupReferenceStatement: { Arn: 'arn:other' } }, undefined],
    [managed('SomebodysRules'), undefined],
    [{ UnheardOfStatement: {} }, undefined],
    [{ AndStatement: { Statements: [bytes('EXACTLY'), managed('SomebodysRules')] } }, undefined],
  ])('%j: %s', (statement, expected) => {
    expect(capacityOfRules(rules(statement), (arn) => (arn === 'arn:known' ? 17 : undefined))).toBe(expected);
  });

  it('adds up over rules', () => {
    expect(capacityOfRules(rules(bytes('EXACTLY'), rate()), () => undefined)).toBe(4);
    expect(capacityOfRules([], () => undefined)).toBe(0);
    expect(capacityOfRules(undefined, () => undefined)).toBe(0);
  });
});

describe('a web ACL', () => {
  const Properties = { Name: 'shop', Scope: 'REGIONAL', DefaultAction: { Allow: {} } };
  const acl = (...statements: object[]) => ({
    Type: 'AWS::WAFv2::WebACL',
    Properties: { ...Properties, Rules: rules(...statements) },
  });
  const outputs = { Outputs: { Capacity: { Value: { 'Fn::GetAtt': ['Acl', 'Capacity'] } } } };

  it('tells its capacity to whoever asks', () => {
    const model = readResources({ Acl: acl(bytes('CONTAINS'), rate()) }, outputs);
    expect(model.webAcls[0]?.capacity).toBe(12);
    expect(model.outputs.Shop?.Capacity).toBe('12');
  });

  it('has none where a group of it is not known', () => {
    const model = readResources({ Acl: acl(managed('SomebodysRules')) });
    expect(model.webAcls[0]).not.toHaveProperty('capacity');
  });
});
