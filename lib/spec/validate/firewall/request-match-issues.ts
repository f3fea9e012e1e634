import type { Issue } from '../../../errors/issue.js';
import { quotas } from '../../../facts/quotas.js';
import type { RequestMatch } from '../../firewall.js';
import { brokenRules, issueAt, type Rule } from '../rule.js';

const STRING_MATCH = 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html';
/** What is left of a path once it is decoded and normalized, and perhaps all below. */
const PATH = /^\/(?:(?!\.{1,2}(?:\/|$))[^/\s*?#%{}\\]+\/)*(?:(?!\.{1,2}$)[^/\s*?#%{}\\]+|\*)?$/;
const METHOD = /^(?!ANY$)[A-Z]{1,32}$/;
/** Two ways to look at each path, with and without the stage: more would be a long rule. */
const MOST_PATHS = 10;

const RULES: readonly Rule<RequestMatch>[] = [
  {
    holds: ({ paths = [], methods = [] }) => paths.length + methods.length > 0,
    words: (match) => ({
      code: 'FIREWALL_ONLY_EMPTY',
      at: '',
      message: 'nothing is named that would be counted',
      got: match,
      allowed: 'paths, methods or both',
      fix: 'leave only out: all requests are counted',
      source: STRING_MATCH,
    }),
  },
  {
    holds: ({ paths = [] }) => paths.length <= MOST_PATHS,
    words: ({ paths = [] }) => ({
      code: 'FIREWALL_ONLY_COUNT',
      at: 'paths',
      message: 'the rule would take too much of the capacity of the web ACL',
      got: paths.length,
      allowed: `up to ${MOST_PATHS} paths`,
      fix: 'name what is above them, with a star: /admin/*',
      source: STRING_MATCH,
    }),
  },
];

/** Of `only`. @param place its own */
export function requestMatchIssues(only: RequestMatch | undefined, place: string): readonly Issue[] {
  if (!only) return [];
  const { paths = [], methods = [] } = only;
  return [
    ...brokenRules(RULES, only, place),
    ...paths.flatMap((path, index) => pathIssues(path, `${place}.paths[${index}]`)),
    ...methods.flatMap((method, index) => methodIssues(method, `${place}.methods[${index}]`)),
  ];
}

function pathIssues(path: string, place: string): readonly Issue[] {
  const { value: most } = quotas.wafMatchCharacters;
  if (PATH.test(path) && path.length <= most) return [];
  return [
    issueAt(place, {
      code: 'FIREWALL_ONLY_PATH',
      at: '',
      message: 'no decoded path of a request is this, or begins so',
      got: path,
      allowed: `up to ${most} characters: /login, or /admin/* for all below; no parameters, %, empty or dot segments`,
      fix: 'write the path as callers see it, behind the stage; of a parameter, what is before it and a star',
      source: STRING_MATCH,
    }),
  ];
}

function methodIssues(method: string, place: string): readonly Issue[] {
  if (METHOD.test(method)) return [];
  return [
    issueAt(place, {
      code: 'FIREWALL_ONLY_METHOD',
      at: '',
      message: 'no request has this method',
      got: method,
      allowed: 'methods of HTTP in capitals: POST',
      fix: 'leave methods out for any',
      source: STRING_MATCH,
    }),
  ];
}
