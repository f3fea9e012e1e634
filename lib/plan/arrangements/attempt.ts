import { type Issue, IssuesError } from '../../errors/issue.js';
import type { Plan } from '../plan.js';

/** A plan, or what is in its way. */
export type Attempt =
  | { readonly plan: Plan; readonly issues?: undefined }
  | { readonly plan?: undefined; readonly issues: readonly Issue[] };

/** @throws whatever is no refusal */
export function attempt(make: () => Plan): Attempt {
  try {
    return { plan: make() };
  } catch (error) {
    if (error instanceof IssuesError) return { issues: error.issues };
    throw error;
  }
}
