import type { Issue } from '../../errors/issue.js';
import type { Meter } from '../auth.js';
import { brokenRules, type Rule } from './rule.js';
import { secretIssues } from './secret-issues.js';

const RULES: readonly Rule<Meter>[] = [
  {
    holds: ({ claim }) => claim !== '',
    words: ({ claim }) => ({
      code: 'METER_CLAIM',
      at: 'claim',
      message: 'no token has a claim without a name, so every tenant would be refused',
      got: claim,
      allowed: 'the name of a claim',
      fix: "name the claim that says whose tenant the caller is: claim: 'tenant'",
      source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4',
    }),
  },
];

/** What is wrong with a meter besides its plans. */
export function meterIssues(meter: Meter, place: string): readonly Issue[] {
  return [...brokenRules(RULES, meter, place), ...secretIssues(meter.secret, `${place}.secret`)];
}
