import type { BehaviourPlan, CachePolicyPlan } from '../edge-plan.js';
import { neededEntries } from './needed-entries.js';

/** What GET and HEAD of a cached path may carry to a backend. */
export type RequestKey = Pick<CachePolicyPlan, 'headers' | 'query' | 'cookies'>;

/** Which key a path has: the first expression that takes it says so; 0: none of them, n: the nth. */
export interface KeyTable {
  readonly rows: readonly (readonly [key: number, expression: string])[];
  readonly keys: readonly RequestKey[];
}

/**
 * Keys of the paths that are cached and whose backend sees whole requests, for their other methods. Undefined where there
 * are none.
 *
 * @param behaviours in the order that CloudFront looks at them
 */
export function keyTable(
  behaviours: readonly BehaviourPlan[],
  policies: readonly CachePolicyPlan[],
): KeyTable | undefined {
  const nameOf = ({ forwards, cachePolicy = '' }: BehaviourPlan) => (forwards === 'all' ? cachePolicy : '');
  const needed = neededEntries(behaviours, nameOf, '');
  const names = [...new Set(needed.map(nameOf).filter((name) => name !== ''))];
  if (names.length === 0) return undefined;
  return {
    rows: needed.map((behaviour) => [names.indexOf(nameOf(behaviour)) + 1, expressionOf(behaviour.pattern)]),
    keys: names.flatMap((name) => {
      const policy = policies.find((one) => one.name === name);
      return policy ? [{ headers: policy.headers, query: policy.query, cookies: policy.cookies }] : [];
    }),
  };
}

function expressionOf(pattern: string): string {
  const escaped = pattern.replace(/[.\\^$+{}()|[\]]/g, '\\$&');
  return `^${escaped.replaceAll('?', '.').replaceAll('*', '.*')}$`;
}
