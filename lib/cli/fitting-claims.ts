import type { TokenAuth } from '../spec/auth.js';
import type { ClaimRule } from '../spec/requirement.js';
import type { TokenUser } from './routes-with-tokens.js';

/** Claims that meet what routes ask for besides scopes; where two differ, the first is met. */
export function fittingClaims(users: readonly TokenUser[], nowMs: number): Readonly<Record<string, unknown>> {
  const rules = users.flatMap(({ auth }) => auth.claims).filter((rule) => rule.kind !== 'exists' || rule.expected);
  const stepUps = users.flatMap(({ auth }) => auth.stepUps);
  const acr = stepUps.flatMap(({ acrValues }) => acrValues)[0];
  const isTimed = stepUps.some(({ maxAgeSeconds }) => maxAgeSeconds !== undefined);
  const named = users.flatMap(({ auth, readClaims }) => readClaims.filter((claim) => !isSaidAnyway(claim, auth)));
  return {
    ...Object.fromEntries(named.map((claim) => [claim, 'local'])),
    ...(acr !== undefined && { acr }),
    ...(isTimed && { auth_time: Math.floor(nowMs / 1000) }),
    ...Object.fromEntries(rules.toReversed().map((rule) => [rule.name, fittingValue(rule)])),
  };
}

/** What a token says by itself must stay as it is. */
function isSaidAnyway(claim: string, auth: TokenAuth): boolean {
  if (['sub', 'iss', 'aud', 'scope'].includes(claim)) return true;
  return claim === 'client_id' && (auth.kind === 'cognito' || (auth.kind === 'jwt' && auth.tokenType !== undefined));
}

function fittingValue(rule: ClaimRule): unknown {
  switch (rule.kind) {
    case 'equals':
      return rule.value;
    case 'one-of':
      return rule.values[0];
    case 'contains':
      return [rule.value];
    case 'exists':
      return 'local';
  }
}
