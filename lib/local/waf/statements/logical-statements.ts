import type { WafStatement } from '../../model/web-acl.js';
import type { Match, TestStatement } from '../inspection.js';

/** True where one is; false where all are; else it depends on what is not known. */
export function testOr(tests: readonly TestStatement[]): TestStatement {
  return (inspection) => {
    let result: Match = false;
    for (const test of tests) {
      const match = test(inspection);
      if (match === true) return true;
      if (match === 'unknown') result = match;
    }
    return result;
  };
}

export const testNot =
  (test: TestStatement): TestStatement =>
  (inspection) => {
    const match = test(inspection);
    return match === 'unknown' ? match : !match;
  };

export const testAnd = (tests: readonly TestStatement[]): TestStatement => testNot(testOr(tests.map(testNot)));

/**
 * A label of its own namespace may be named without it.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-label-match.html
 */
export function testLabelMatch(
  { scope, key }: Extract<WafStatement, { kind: 'label-match' }>,
  labelNamespace: string,
): TestStatement {
  const full = fullLabel(key, labelNamespace);
  if (scope === 'LABEL') return ({ labels }) => labels.has(full);
  return ({ labels }) => [...labels].some((label) => label.startsWith(full));
}

export const fullLabel = (label: string, labelNamespace: string): string =>
  label.startsWith('awswaf:') ? label : labelNamespace + label;
