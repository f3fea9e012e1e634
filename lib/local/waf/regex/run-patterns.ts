import { createContext, Script } from 'node:vm';

export interface Pattern {
  readonly regex: RegExp;
  /** Over a text of so many characters, at most. */
  readonly maxSteps: (characters: number) => number;
}

const TIMEOUT_MS = 100;
/** What is sure to end within a few milliseconds needs no watch, which costs a tenth of one. */
const UNWATCHED_STEPS = 1_000_000;

const sandbox = createContext(Object.create(null), { microtaskMode: 'afterEvaluate' });
const script = new Script('run()');

/**
 * Whether any pattern matches any text; undefined where that took longer than a tenth of a second. AWS WAF's own engine
 * does not backtrack, and so has no such end.
 */
export function runPatterns(patterns: readonly Pattern[], texts: readonly string[]): boolean | undefined {
  const matches = () => patterns.some(({ regex }) => texts.some((text) => regex.test(text)));
  const longest = texts.reduce((length, text) => Math.max(length, text.length), 0);
  const steps = patterns.reduce((sum, { maxSteps }) => sum + maxSteps(longest), 0);
  if (steps * texts.length <= UNWATCHED_STEPS) return matches();
  try {
    sandbox.run = matches;
    return script.runInContext(sandbox, { timeout: TIMEOUT_MS }) === true;
  } catch {
    return undefined;
  }
}
