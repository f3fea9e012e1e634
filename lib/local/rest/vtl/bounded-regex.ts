import { createContext, Script } from 'node:vm';
import { TemplateError } from './budget.js';

const TIMEOUT_MS = 100;
const sandbox = createContext(Object.create(null), { microtaskMode: 'afterEvaluate' });
const operations = {
  test: new Script('pattern.test(text)'),
  replace: new Script('text.replace(pattern, by)'),
  split: new Script('text.split(pattern)'),
};

/**
 * A regular expression of a template or a spec against text of a caller: backtracking without an end is cut off.
 * @throws TemplateError where the pattern is none, or takes longer than a tenth of a second
 */
export function runRegex(operation: 'test', pattern: string, text: string): boolean;
export function runRegex(operation: 'replace', pattern: string, text: string, by: string, flags?: string): string;
export function runRegex(operation: 'split', pattern: string, text: string): string[];
export function runRegex(
  operation: keyof typeof operations,
  pattern: string,
  text: string,
  by = '',
  flags = '',
): boolean | string | string[] {
  try {
    Object.assign(sandbox, { pattern: new RegExp(pattern, flags), text, by });
    const result = operations[operation].runInContext(sandbox, { timeout: TIMEOUT_MS });
    return Array.isArray(result) || typeof result === 'object' ? [...result] : result;
  } catch {
    throw new TemplateError('a regular expression is wrong or takes too long');
  }
}

/** Java's `matches`: the pattern must cover the whole text. */
export const matchesWhole = (pattern: string, text: string): boolean => runRegex('test', `^(?:${pattern})$`, text);
