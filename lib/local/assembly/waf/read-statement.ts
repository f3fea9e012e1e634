import type { WafInspection, WafStatement } from '../../model/web-acl.js';
import { oneOf, optional } from '../optional.js';
import type { Properties } from '../properties.js';
import { readInspection } from './read-field.js';
import { readForwardedIp, readRateBased } from './read-rate-based.js';
import { readManagedGroup, readReferencedGroup } from './read-rule-group.js';
import { readSearch } from './read-search.js';
import type { WafReading } from './waf-reading.js';

type ReadStatement = (statement: Properties, reading: WafReading) => WafStatement;

const notEvaluated = (reason: string): WafStatement => ({ kind: 'not-evaluated', reason });

/** A statement about a field, once the field is known. */
const inspecting =
  (read: (statement: Properties, inspection: WafInspection, reading: WafReading) => WafStatement): ReadStatement =>
  (statement, reading) => {
    const inspection = readInspection(statement);
    return typeof inspection === 'string' ? notEvaluated(inspection) : read(statement, inspection, reading);
  };

const forwardedOf = (statement: Properties, key: string) =>
  optional('forwarded', statement.has(key) ? readForwardedIp(statement.object(key)) : undefined);

const POSITIONS = ['CONTAINS', 'CONTAINS_WORD', 'ENDS_WITH', 'EXACTLY', 'STARTS_WITH'] as const;
const OPERATORS = ['EQ', 'NE', 'LE', 'LT', 'GE', 'GT'] as const;

const READERS: readonly (readonly [key: string, read: ReadStatement])[] = [
  [
    'ByteMatchStatement',
    inspecting((statement, inspection, { format }) => {
      const position = oneOf(statement.string('PositionalConstraint'), POSITIONS);
      if (position === undefined) return notEvaluated('its PositionalConstraint is not known here');
      return { kind: 'byte-match', ...inspection, position, search: readSearch(statement, format) };
    }),
  ],
  [
    'RegexMatchStatement',
    inspecting((statement, inspection) => {
      const pattern = statement.string('RegexString');
      if (pattern === undefined) return notEvaluated('its RegexString is not known');
      return { kind: 'regex-match', ...inspection, patterns: [pattern] };
    }),
  ],
  [
    'RegexPatternSetReferenceStatement',
    inspecting((statement, inspection, { sets }) => {
      const patterns = sets.regexPatternSets.get(arnOf(statement));
      if (patterns === undefined) return notEvaluated('its regex pattern set is not in the cloud assembly');
      return { kind: 'regex-match', ...inspection, patterns };
    }),
  ],
  [
    'SizeConstraintStatement',
    inspecting((statement, inspection) => {
      const operator = oneOf(statement.string('ComparisonOperator'), OPERATORS);
      const sizeBytes = statement.number('Size');
      if (operator === undefined || sizeBytes === undefined)
        return notEvaluated('its size or its operator is not known');
      return { kind: 'size-constraint', ...inspection, operator, sizeBytes };
    }),
  ],
  [
    'IPSetReferenceStatement',
    (statement, { sets }) => {
      const addresses = sets.ipSets.get(arnOf(statement));
      if (addresses === undefined) return notEvaluated('its IP set is not in the cloud assembly');
      return { kind: 'ip-set', addresses, ...forwardedOf(statement, 'IPSetForwardedIPConfig') };
    },
  ],
  [
    'GeoMatchStatement',
    (statement) => ({
      kind: 'geo-match',
      countryCodes: statement.strings('CountryCodes'),
      ...forwardedOf(statement, 'ForwardedIPConfig'),
    }),
  ],
  [
    'AsnMatchStatement',
    (statement) => ({
      kind: 'asn-match',
      asns: statement.strings('AsnList').map(Number),
      ...forwardedOf(statement, 'ForwardedIPConfig'),
    }),
  ],
  [
    'LabelMatchStatement',
    (statement) => {
      const [scope, key] = [oneOf(statement.string('Scope'), ['LABEL', 'NAMESPACE']), statement.string('Key')];
      if (scope === undefined || key === undefined) return notEvaluated('its Scope or its Key is not known');
      return { kind: 'label-match', scope, key };
    },
  ],
  [
    'RateBasedStatement',
    (statement, reading) => {
      const rate = readRateBased(statement);
      return typeof rate === 'string' ? notEvaluated(rate) : { ...rate, ...scopeDownOf(statement, reading) };
    },
  ],
  ['AndStatement', (statement, reading) => ({ kind: 'and', statements: statementsOf(statement, reading) })],
  ['OrStatement', (statement, reading) => ({ kind: 'or', statements: statementsOf(statement, reading) })],
  [
    'NotStatement',
    (statement, reading) => ({ kind: 'not', statement: readStatement(statement.object('Statement'), reading) }),
  ],
  ['SqliMatchStatement', () => notEvaluated('SQL injection is not looked for here')],
  ['XssMatchStatement', () => notEvaluated('cross-site scripting is not looked for here')],
  ['RuleGroupReferenceStatement', (statement, reading) => readReferencedGroup(statement, reading)],
  [
    'ManagedRuleGroupStatement',
    (statement, reading) => ({ ...readManagedGroup(statement, reading), ...scopeDownOf(statement, reading) }),
  ],
];

/** The one statement that an object of type `Statement` holds. One that cannot be read is kept as such. */
export function readStatement(properties: Properties, reading: WafReading): WafStatement {
  const [key, read] = READERS.find(([name]) => properties.has(name)) ?? [];
  if (key === undefined || read === undefined) return notEvaluated('its statement is not known here');
  return read(properties.object(key), reading);
}

const statementsOf = (statement: Properties, reading: WafReading): WafStatement[] =>
  statement.objects('Statements').map((each) => readStatement(each, reading));

const scopeDownOf = (statement: Properties, reading: WafReading): { scopeDown?: WafStatement } =>
  statement.has('ScopeDownStatement')
    ? { scopeDown: readStatement(statement.object('ScopeDownStatement'), reading) }
    : {};

/** Templates write `Arn`, the API `ARN`. */
const arnOf = (statement: Properties): string => statement.string('Arn') ?? statement.string('ARN') ?? '';
