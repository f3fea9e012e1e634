import { IssuesError } from '../../lib/errors/issue.js';

/** Tells, as the line that the bench reads, what the process took and found. */
export function tell(said: object = {}): void {
  console.log(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024, ...said }));
}

/**
 * Does a step.
 *
 * @returns why it was refused, or nothing
 * @throws whatever is no refusal
 */
export function refusedBy(step: () => unknown): string | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    if (error instanceof IssuesError) return error.issues.map(lineOf).join('; ');
    if (error instanceof Error && error.name === 'TooManyResourcesInStack') return error.message;
    throw error;
  }
}

function lineOf({ code, place, message, got, allowed }: IssuesError['issues'][number]): string {
  return `${code} at ${place}: ${message}: ${got}, allowed ${allowed}`;
}
