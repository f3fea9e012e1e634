import type { WafStatement } from '../../model/web-acl.js';
import type { TestStatement } from '../inspection.js';
import { type RateCounters, testRateBased } from '../rate/rate-based.js';
import { testAnd, testLabelMatch, testNot, testOr } from './logical-statements.js';
import { testAsnMatch, testGeoMatch, testIpSet } from './origin-statements.js';
import { testByteMatch, testRegexMatch, testSizeConstraint } from './text-statements.js';

/** Where a statement stands: in a rule of a web ACL, or of a group. */
export interface StatementPlace {
  readonly labelNamespace: string;
  /** Names of group and rule. */
  readonly rule: string;
  readonly counters: RateCounters;
}

/** A group is no statement that could match: its rules are run one by one. */
type TestedStatement = Exclude<WafStatement, { kind: 'rule-group' }>;

type Compile<Kind extends TestedStatement['kind']> = (
  statement: TestedStatement & { readonly kind: Kind },
  place: StatementPlace,
) => TestStatement;

const allOf = (statements: readonly WafStatement[], place: StatementPlace): TestStatement[] =>
  statements.map((statement) => compileStatement(statement, place));

const COMPILE = {
  'byte-match': testByteMatch,
  'regex-match': testRegexMatch,
  'size-constraint': testSizeConstraint,
  'ip-set': testIpSet,
  'geo-match': testGeoMatch,
  'asn-match': testAsnMatch,
  'label-match': (statement, { labelNamespace }) => testLabelMatch(statement, labelNamespace),
  'rate-based': (statement, place) =>
    testRateBased(statement, {
      window: place.counters.of(place.rule, statement),
      labelNamespace: place.labelNamespace,
      ...(statement.scopeDown && { scopeDown: compileStatement(statement.scopeDown, place) }),
    }),
  and: ({ statements }, place) => testAnd(allOf(statements, place)),
  or: ({ statements }, place) => testOr(allOf(statements, place)),
  not: ({ statement }, place) => testNot(compileStatement(statement, place)),
  'not-evaluated': () => () => 'unknown',
} satisfies { readonly [Kind in TestedStatement['kind']]: Compile<Kind> };

/** A statement, ready to be asked; a rule group within another statement, which AWS does not take, is left open. */
export function compileStatement(statement: WafStatement, place: StatementPlace): TestStatement {
  if (statement.kind === 'rule-group') return () => 'unknown';
  return (COMPILE[statement.kind] as Compile<TestedStatement['kind']>)(statement, place);
}
