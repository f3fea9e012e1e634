import { isObject, type JsonObject, objectOrEmpty, own, scalarText } from '../json-object.js';

/** Of a rule group of the account's own, by ARN; undefined where it is not known. */
type GroupCapacity = (arn: string) => number | undefined;

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const MANAGED_CAPACITIES: ReadonlyMap<string, number> = new Map([
  ['AWSManagedRulesACFPRuleSet', 50],
  ['AWSManagedRulesATPRuleSet', 50],
  ['AWSManagedRulesAdminProtectionRuleSet', 100],
  ['AWSManagedRulesAmazonIpReputationList', 25],
  ['AWSManagedRulesAnonymousIpList', 50],
  ['AWSManagedRulesAntiDDoSRuleSet', 50],
  ['AWSManagedRulesBotControlRuleSet', 50],
  ['AWSManagedRulesCommonRuleSet', 700],
  ['AWSManagedRulesKnownBadInputsRuleSet', 200],
  ['AWSManagedRulesLinuxRuleSet', 200],
  ['AWSManagedRulesPHPRuleSet', 100],
  ['AWSManagedRulesSQLiRuleSet', 200],
  ['AWSManagedRulesUnixRuleSet', 100],
  ['AWSManagedRulesWindowsRuleSet', 200],
  ['AWSManagedRulesWordPressRuleSet', 100],
]);

type Capacity = (statement: JsonObject, groupCapacity: GroupCapacity) => number | undefined;

/** The base of a statement about a field; JSON doubles it, all arguments and each transformation add ten. */
const inspecting =
  (base: (statement: JsonObject) => number): Capacity =>
  (statement) => {
    const field = objectOrEmpty(own(statement, 'FieldToMatch'));
    const doubled = base(statement) * (own(field, 'JsonBody') === undefined ? 1 : 2);
    const all = own(field, 'AllQueryArguments') === undefined ? 0 : 10;
    return doubled + all + 10 * transformations(statement);
  };

const transformations = (statement: JsonObject): number =>
  objects(own(statement, 'TextTransformations')).filter((each) => own(each, 'Type') !== 'NONE').length;

const objects = (list: unknown): JsonObject[] => (Array.isArray(list) ? list.filter(isObject) : []);

const sum = (capacities: readonly (number | undefined)[]): number | undefined =>
  capacities.reduce((total, each) => (total === undefined || each === undefined ? undefined : total + each), 0);

const nested =
  (key: string): Capacity =>
  (statement, groupCapacity) =>
    sum(
      [own(statement, key) ?? []]
        .flat()
        .filter(isObject)
        .map((each) => capacityOf(each, groupCapacity)),
    );

const isContained = (statement: JsonObject) => /^CONTAINS/.test(scalarText(own(statement, 'PositionalConstraint')));
const isAnywhere = (statement: JsonObject) =>
  own(objectOrEmpty(own(statement, 'IPSetForwardedIPConfig')), 'Position') === 'ANY';

const CAPACITIES: ReadonlyMap<string, Capacity> = new Map<string, Capacity>([
  ['ByteMatchStatement', inspecting((statement) => (isContained(statement) ? 10 : 2))],
  ['RegexMatchStatement', inspecting(() => 3)],
  ['RegexPatternSetReferenceStatement', inspecting(() => 25)],
  ['SizeConstraintStatement', inspecting(() => 1)],
  ['SqliMatchStatement', inspecting((statement) => (own(statement, 'SensitivityLevel') === 'HIGH' ? 30 : 20))],
  ['XssMatchStatement', inspecting(() => 40)],
  ['IPSetReferenceStatement', (statement) => (isAnywhere(statement) ? 5 : 1)],
  ['GeoMatchStatement', () => 1],
  ['AsnMatchStatement', () => 1],
  ['LabelMatchStatement', () => 1],
  [
    'RateBasedStatement',
    (statement, groupCapacity) =>
      sum([
        2,
        30 * objects(own(statement, 'CustomKeys')).length,
        nested('ScopeDownStatement')(statement, groupCapacity),
      ]),
  ],
  ['AndStatement', nested('Statements')],
  ['OrStatement', nested('Statements')],
  ['NotStatement', nested('Statement')],
  [
    'RuleGroupReferenceStatement',
    (statement, groupCapacity) => groupCapacity(scalarText(own(statement, 'Arn') ?? own(statement, 'ARN'))),
  ],
  [
    'ManagedRuleGroupStatement',
    (statement, groupCapacity) =>
      sum([
        MANAGED_CAPACITIES.get(scalarText(own(statement, 'Name'))),
        nested('ScopeDownStatement')(statement, groupCapacity),
      ]),
  ],
]);

function capacityOf(statement: JsonObject, groupCapacity: GroupCapacity): number | undefined {
  const key = Object.keys(statement).find((name) => CAPACITIES.has(name));
  return key === undefined ? undefined : CAPACITIES.get(key)?.(objectOrEmpty(statement[key]), groupCapacity);
}

/**
 * Capacity units of rules as a template has them; undefined where a rule or a group is not known. AWS may take a little
 * less, since it shares work between rules.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
 */
export const capacityOfRules = (rules: unknown, groupCapacity: GroupCapacity): number | undefined =>
  sum(objects(rules).map((rule) => capacityOf(objectOrEmpty(own(rule, 'Statement')), groupCapacity)));
