import type { WafRateBased } from '../../model/web-acl.js';
import type { TestStatement } from '../inspection.js';
import { unknownTransformations } from '../transformations/transform.js';
import { aggregationKey } from './aggregation-key.js';
import { type SlidingWindow, slidingWindow } from './sliding-window.js';

/** Counters of rate-based rules by rule and settings. */
export interface RateCounters {
  /** @param rule names of the group and the rule */
  readonly of: (rule: string, statement: WafRateBased) => SlidingWindow;
}

/**
 * Counters that outlive the rules that count with them. A rule whose settings change starts anew, as on AWS.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
 */
export function rateCounters(former?: ReadonlyMap<string, SlidingWindow>): RateCounters & {
  readonly all: ReadonlyMap<string, SlidingWindow>;
} {
  const all = new Map<string, SlidingWindow>();
  return {
    all,
    of(rule, statement) {
      const key = JSON.stringify([rule, statement]);
      const counter = all.get(key) ?? former?.get(key) ?? slidingWindow(statement.windowMs);
      all.set(key, counter);
      return counter;
    },
  };
}

/** Matches while there are more requests of one key in the window than the limit; those that it stops count on. */
export function testRateBased(
  statement: WafRateBased,
  rates: { readonly window: SlidingWindow; readonly labelNamespace: string; readonly scopeDown?: TestStatement },
): TestStatement {
  const { window, labelNamespace, scopeDown } = rates;
  const keyOf = aggregationKey(statement, labelNamespace);
  const isKnown = statement.keys.every(
    (key) => key.kind !== 'field' || unknownTransformations(key.transformations).length === 0,
  );
  if (!isKnown) return () => 'unknown';
  return (inspection) => {
    const applies = scopeDown?.(inspection) ?? true;
    if (applies !== true) return applies;
    const key = keyOf(inspection);
    if (key.kind === 'decided') return key.match;
    return key.kind === 'value' && window.count(key.value, inspection.nowMs) > statement.limit;
  };
}
