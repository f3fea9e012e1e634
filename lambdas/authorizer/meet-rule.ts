import type { RouteRule, TokenRule } from '../../lib/plan/plan.js';
import { type Caller, callerContext, headerContext } from './caller-context.js';
import type { AuthorizerContext } from './event.js';
import { lackOf } from './meets-requirement.js';
import { forbidden, Refusal } from './refusal.js';

/** Verifies a scheme's token of the request. @throws Refusal */
export type VerifyCaller = (scheme: string) => Promise<Caller>;

export interface Met {
  readonly caller: Caller;
  readonly context: AuthorizerContext;
}

/**
 * Tries the alternatives of a rule in their order, and takes the first that holds.
 *
 * @throws Refusal of the gravest kind: nobody can say whether an alternative holds, else a good token is not enough,
 * else no token is good
 */
export async function meetRule({ anyOf, contextClaims }: RouteRule, verify: VerifyCaller): Promise<Met> {
  const refusals: Refusal[] = [];
  for (const tokens of anyOf) {
    try {
      const callers = await allCallers(tokens, verify);
      const [caller] = callers;
      return { caller, context: { ...headerContext(contextClaims, caller.claims), ...callerContext(callers) } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
    }
  }
  throw gravest(refusals);
}

/** Those of all tokens. A bad one decides, though another cannot be judged; what they lack counts once all are good. */
async function allCallers(rules: readonly TokenRule[], verify: VerifyCaller): Promise<[Caller, ...Caller[]]> {
  const callers: Caller[] = [];
  let unjudged: Refusal | undefined;
  for (const { scheme } of rules) {
    try {
      callers.push(await verify(scheme));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'unavailable') throw error;
      unjudged ??= error;
    }
  }
  if (unjudged) throw unjudged;
  for (const [index, { claims }] of callers.entries()) {
    const rule = rules[index];
    const lack = rule && lackOf(rule, claims);
    if (lack) throw forbidden(lack);
  }
  const [first, ...more] = callers;
  // Nothing to hold does not let everybody in.
  if (!first) throw forbidden(NO_TOKENS);
  return [first, ...more];
}

const NO_TOKENS = 'rule-without-tokens';
const GRAVEST_FIRST = ['unavailable', 'forbidden', 'unauthorized'] as const;

function gravest(refusals: readonly Refusal[]): Refusal {
  const kind = GRAVEST_FIRST.find((each) => refusals.some((refusal) => refusal.kind === each));
  if (!kind) return forbidden(NO_TOKENS);
  const reasons = refusals.filter((refusal) => refusal.kind === kind).map(({ reason }) => reason);
  return new Refusal(kind, [...new Set(reasons)].join(' '));
}
