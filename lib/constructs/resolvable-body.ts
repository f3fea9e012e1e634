import type { IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { ApiBody } from '../openapi/index.js';
import { cdk } from './cdk.js';

/**
 * A body of which CDK resolves only the tokens, each once. Left to itself CDK walks every value of the body several
 * times in a synth, for a handful of ARNs among thousands of plain strings.
 */
export function resolvableBody(body: ApiBody): IResolvable {
  const found: Found = { tokens: new Set(), holders: new Set() };
  findTokens(body, found);
  const tokens = [...found.tokens];
  const token: IResolvable = {
    creationStack: [],
    resolve: (context: IResolveContext) => {
      const postProcess = (resolved: readonly unknown[]) =>
        // CDK first resolves everything once just to see which tokens there are.
        context.preparing ? resolved : filled(body, found.holders, new Map(tokens.map((key, i) => [key, resolved[i]])));
      context.registerPostProcessor({ postProcess });
      return tokens;
    },
    toString: () => cdk.Token.asString(token),
  };
  return token;
}

interface Found {
  readonly tokens: Set<string>;
  /** Objects and arrays with a token somewhere inside. */
  readonly holders: Set<unknown>;
}

/** Stands in every text that holds a token, whatever kind it is of: so CDK is asked of few texts. */
const MARKER = 'Token[';

/** Whether there is a token in the value. */
function findTokens(value: unknown, found: Found): boolean {
  if (typeof value === 'string') {
    const is = value.includes(MARKER) && cdk.Token.isUnresolved(value);
    if (is) found.tokens.add(value);
    return is;
  }
  if (typeof value !== 'object' || value === null) return false;
  let holds = false;
  for (const child of Object.values(value)) holds = findTokens(child, found) || holds;
  if (holds) found.holders.add(value);
  return holds;
}

function filled(value: unknown, holders: ReadonlySet<unknown>, resolved: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return resolved.get(value) ?? value;
  if (!holders.has(value)) return value;
  if (Array.isArray(value)) return value.map((child) => filled(child, holders, resolved));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([key, child]) => [key, filled(child, holders, resolved)]));
}
