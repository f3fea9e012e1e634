import { oneLine } from './one-line.js';

/** A message may name two routes; what is longer is cut. */
const LONGEST_LINE = 400;

/** One thing that is wrong with a spec: what, where, got, allowed, how to mend it, and whose rule it is. */
export interface Issue {
  /** Stable and greppable: `ROUTE_DUPLICATE`. */
  readonly code: string;
  /** Where in the spec: `routes['POST /orders'].throttle.burst`. */
  readonly place: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly got: string;
  readonly allowed: string;
  /** How to mend it. */
  readonly fix: string;
  /** The AWS page or RFC that the rule comes from. */
  readonly source?: string;
}

/** Every issue of a spec at once. `message` is the list as a person reads it. */
export class IssuesError extends Error {
  override readonly name = 'IssuesError';
  readonly issues: readonly Issue[];

  constructor(subject: string, issues: readonly Issue[]) {
    super(`${subject} has ${issues.length} ${issues.length === 1 ? 'issue' : 'issues'}\n\n${formatIssues(issues)}`);
    this.issues = issues;
  }
}

export function formatIssues(issues: readonly Issue[]): string {
  return issues.map((issue, index) => `${index + 1}. ${formatIssue(issue)}`).join('\n\n');
}

function formatIssue(issue: Issue): string {
  const lines = [
    `${issue.message}  [${issue.code}]`,
    `   at       ${issue.place}`,
    `   got      ${issue.got}`,
    `   allowed  ${issue.allowed}`,
    `   mend     ${issue.fix}`,
  ];
  const all = issue.source ? [...lines, `   source   ${issue.source}`] : lines;
  return all.map((line) => oneLine(line, LONGEST_LINE)).join('\n');
}
