import type { WafLogFilter } from '../../model/web-acl.js';
import type { Trail } from '../run-rules.js';

/**
 * Whether a logging filter keeps a request: the first filter that it meets says so, else the default.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingFilter.html
 */
export function isLogged(
  filter: WafLogFilter | undefined,
  action: string,
  trail: Pick<Trail, 'counted' | 'groups'>,
  labels: readonly string[],
): boolean {
  if (filter === undefined) return true;
  const counts = trail.counted.length > 0 || trail.groups.some(({ counted }) => counted.length > 0);
  const actions = new Set([action, ...(counts ? ['COUNT', 'EXCLUDED_AS_COUNT'] : [])]);
  const met = filter.filters.find(({ conditions, requirement }) => {
    const holds = conditions.map((condition) =>
      condition.kind === 'action' ? actions.has(condition.action) : labels.includes(condition.name),
    );
    return requirement === 'MEETS_ALL' ? holds.every(Boolean) : holds.some(Boolean);
  });
  return (met?.behavior ?? filter.defaultBehavior) === 'KEEP';
}
