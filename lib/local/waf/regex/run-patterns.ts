import { createContext, Script } from 'node:vm';

export interface Pattern {
  readonly regex: RegExp;
  readonly isSimple: boolean;
}

const TIMEOUT_MS = 100;
/** A pattern with one quantifier at most takes no longer than the square of this. */
const SHORT_CHARACTERS = 1024;

const sandbox = createContext(Object.create(null), { microtaskMode: 'afterEvaluate' });
const script = new Script('run()');

/**
 * Whether any pattern matches any text; undefined where that took longer than a tenth of a second. AWS WAF's own engine
 * does not backtrack, and so has no such end.
 */
export function runPatterns(patterns: readonly Pattern[], texts: readonly string[]): boolean | undefined {
  const matches = () => patterns.some(({ regex }) => texts.some((text) => regex.test(text)));
  if (patterns.every(({ isSimple }) => isSimple) && texts.every(({ length }) => length <= SHORT_CHARACTERS)) {
    return matches();
  }
  try {
    sandbox.run = matches;
    return script.runInContext(sandbox, { timeout: TIMEOUT_MS }) === true;
  } catch {
    return undefined;
  }
}
