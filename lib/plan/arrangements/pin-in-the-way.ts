import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Pin } from '../../spec/pin.js';
import { REPIN } from '../../spec/validate/pin-issues.js';
import { type Arrangement, arrangementText, type PlanVariant } from './arrangement.js';
import { unpinned } from './candidates.js';
import { issueKey, issuesInAll } from './issues-in-all.js';
import { pricedWays } from './ways-out.js';

/**
 * Issues of a pinned plan. What another arrangement would mend, the pin forbids: the way out begins with taking the pin
 * out, and says what it costs.
 */
export function withPinInTheWay(
  issues: readonly Issue[],
  spec: GatewaySpec,
  pin: Pin,
  planVariant: PlanVariant,
): readonly Issue[] {
  const inAll = new Set(issuesInAll(unpinned(spec), planVariant).map(issueKey));
  const codes = [...new Set(issues.map(({ code }) => code))];
  const ways = new Map(codes.map((code) => [code, pricedWays(code, spec, planVariant)]));
  const isOne = spec.split === undefined && pin.arrangement.split === undefined;
  return issues.map((issue) => {
    if (inAll.has(issueKey(issue))) return issue;
    if (issue.code === 'QUOTA_EXCEEDED' && isOne) return withSplitting(issue);
    const fix = `${ways.get(issue.code) ?? issue.fix}; before that, ${REPIN}`;
    return { ...issue, message: `${issue.message}; ${heldBy(pin)}`, fix };
  });
}

function heldBy({ arrangement }: Pin): string {
  return `the pin holds ${arrangementText(arrangement as Arrangement)}`;
}

function withSplitting(issue: Issue): Issue {
  return { ...issue, fix: `${issue.fix}; or, since the pin holds it in one stack and it could be split, ${REPIN}` };
}
