import type { Issue } from '../../errors/issue.js';
import { groupedBy } from '../grouped-by.js';

/** What the spec asks, and by which rule: it forces a step, or forbids an arrangement. */
export interface Requirement {
  /** Stable and greppable: `NEEDS_REST`, or the code of the issue that it would be. */
  readonly rule: string;
  readonly because: string;
  /** The routes, or other places of the spec, that ask it; none: the gateway as a whole. */
  readonly at: readonly string[];
  /** The AWS page that the rule comes from. */
  readonly source?: string;
}

interface Single extends Omit<Requirement, 'at'> {
  readonly at: string;
}

/** Equal ones of several places are one, in the order of the first place by name. */
export function grouped(all: readonly Single[]): readonly Requirement[] {
  return [...groupedBy(all, ({ rule, because }) => `${rule} ${because}`).values()]
    .map((group) => {
      const [{ at: _, ...requirement }] = group;
      return { ...requirement, at: [...new Set(group.map(({ at }) => at))].sort() };
    })
    .sort(byPlace);
}

function byPlace(a: Requirement, b: Requirement): number {
  const [left, right] = [`${a.at[0]} ${a.rule}`, `${b.at[0]} ${b.rule}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Issues that an arrangement has, as what forbids it. */
export function requirementsOf(issues: readonly Issue[]): readonly Requirement[] {
  return grouped(
    issues.map(({ code, place, message, source }) => ({
      rule: code,
      because: message,
      at: /^routes\['(.+?)'\]/.exec(place)?.[1] ?? place,
      ...(source !== undefined && { source }),
    })),
  );
}
