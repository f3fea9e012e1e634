import type { SplitPlan } from '../plan.js';
import type { PlanSlice } from './slices-of.js';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
const LONGEST_NAME = 128;
const LONGEST_DESCRIPTION = 1_024;

type Named = Pick<PlanSlice, 'gateway' | 'description' | 'part' | 'split'>;

/** What an API is called in the console: `bookshop`, or `bookshop-catalogue` of a part. */
export function apiNameOf({ gateway, part }: Named): string {
  return part === undefined ? gateway : `${gateway}-${part}`.slice(0, LONGEST_NAME);
}

/** What is said of the APIs of a slice, and of a part's stack: the gateway's own words, or which paths are here. */
export function descriptionOf({ gateway, description, part, split }: Named): string | undefined {
  if (part === undefined) return description;
  const { prefixes = [] } = split?.parts.find(({ name }) => name === part) ?? {};
  return `${part}, a part of ${gateway}: ${prefixes.map((prefix) => beginningText(prefix, split)).join(', ')}`.slice(
    0,
    LONGEST_DESCRIPTION,
  );
}

/** A beginning that a letter ended goes on: `/o…`. */
function beginningText(prefix: string, split: SplitPlan | undefined): string {
  return split?.rule.at ? `${prefix}…` : prefix;
}
