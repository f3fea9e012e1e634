import type { Issue } from '../../../errors/issue.js';
import type { Route } from '../../route.js';
import { functionIssues } from '../lambda-issues.js';
import { issueAt } from '../rule.js';

/** Middlewares that could not be bundled, or would run twice. */
export function useIssues({ use = [] }: Route, place: string): readonly Issue[] {
  const modules = use.map(({ entry, export: name = 'middleware' }) => ({ entry, export: name }));
  const keys = modules.map(({ entry, export: name }) => `${entry}#${name}`);
  const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
  return [
    ...modules.flatMap((module, index) => functionIssues({ kind: 'lambda', ...module }, `${place}.use[${index}]`)),
    ...(twice.length > 0 ? [twiceIssue(place, twice)] : []),
  ];
}

function twiceIssue(place: string, got: readonly string[]): Issue {
  return issueAt(place, {
    code: 'MIDDLEWARE_TWICE',
    at: 'use',
    message: 'a middleware would run twice around one route',
    got,
    allowed: 'each once',
    fix: 'leave one of them out',
  });
}
