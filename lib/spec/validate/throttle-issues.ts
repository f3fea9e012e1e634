import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { Throttle } from '../usage-plan.js';
import { isCount, LARGEST_COUNT } from './api-limits.js';

const THROTTLING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html';

export function throttleIssues(throttle: Throttle | undefined, place: string): readonly Issue[] {
  if (!throttle) return [];
  const issues: Issue[] = [];
  if (!(Number.isFinite(throttle.ratePerSecond) && throttle.ratePerSecond > 0)) {
    issues.push(
      limitIssue(
        'THROTTLE_RATE',
        `${place}.ratePerSecond`,
        throttle.ratePerSecond,
        'a number above 0, requests per second',
      ),
    );
  }
  if (!isCount(throttle.burst)) {
    issues.push(
      limitIssue(
        'THROTTLE_BURST',
        `${place}.burst`,
        throttle.burst,
        `a whole number from 1 to ${LARGEST_COUNT}, requests`,
      ),
    );
  }
  return issues;
}

function limitIssue(code: string, place: string, got: number, allowed: string): Issue {
  return {
    code,
    place,
    message: 'a throttle is a token bucket that has to let something through',
    got: shown(got),
    allowed,
    fix: 'state rate and burst, or leave the throttle out; to close a route, take it out of the gateway',
    source: THROTTLING,
  };
}
