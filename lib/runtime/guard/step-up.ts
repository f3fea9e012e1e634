import type { StepUpRule } from '../../spec/requirement.js';
import { corsHeaders } from '../cors.js';
import { encodeResult } from '../encode-result.js';
import { decodeEvent, type ProxyEvent } from '../event.js';
import { type ProxyResult, problem } from '../result.js';
import type { TokenClaims } from '../token-claims.js';

/** How far the issuer's clock may be off. */
const CLOCK_TOLERANCE_SECONDS = 10;

/** What a caller has to meet, by scheme; none of it without claims. */
type StepUps = Readonly<Record<string, readonly StepUpRule[]>>;

/**
 * The rules that hold for these callers where they do not meet them all; `undefined` where they do. Where nobody is
 * known, all rules hold and none is met. A native authorizer names no scheme: all rules of the route hold for its token.
 */
export function unmetStepUps(
  stepUps: StepUps,
  callers: readonly TokenClaims[],
  nowMs: number,
): readonly StepUpRule[] | undefined {
  const all = Object.values(stepUps).flat();
  if (all.length === 0) return undefined;
  if (callers.length === 0) return all;
  const rulesOf = ({ scheme }: TokenClaims) => (scheme === undefined ? all : own(stepUps, scheme));
  const isMet = callers.every((caller) => rulesOf(caller).every((rule) => meets(caller.claims, rule, nowMs)));
  return isMet ? undefined : callers.flatMap(rulesOf);
}

function own(stepUps: StepUps, scheme: string): readonly StepUpRule[] {
  return Object.hasOwn(stepUps, scheme) ? (stepUps[scheme] ?? []) : [];
}

/** `acr` and `auth_time` of the token (OpenID Connect Core, section 2; RFC 9068, section 2.2.1). */
function meets(claims: TokenClaims['claims'], { acrValues, maxAgeSeconds }: StepUpRule, nowMs: number): boolean {
  const { acr, auth_time: authTime } = claims;
  if (acrValues.length > 0 && !(typeof acr === 'string' && acrValues.includes(acr))) return false;
  if (maxAgeSeconds === undefined) return true;
  const age = nowMs / 1000 - secondsOf(authTime);
  return age >= -CLOCK_TOLERANCE_SECONDS && age <= maxAgeSeconds + CLOCK_TOLERANCE_SECONDS;
}

/** Native authorizers hand numbers on as texts. Not a number: no comparison holds. */
function secondsOf(time: unknown): number {
  if (typeof time === 'number') return time;
  return typeof time === 'string' && time.trim() !== '' ? Number(time) : Number.NaN;
}

/**
 * 401 with what to ask the issuer for (RFC 9470, section 3). In the body too: a REST API renames `WWW-Authenticate` of a
 * function's answer to `x-amzn-remapped-www-authenticate`.
 */
export function stepUpChallenge(event: ProxyEvent, rules: readonly StepUpRule[]): ProxyResult {
  const request = decodeEvent(event);
  const wanted = wantedOf(rules);
  const description = 'The login is not good enough for this request, or too old';
  const parameters = { error: ERROR, error_description: description, ...wanted };
  const challenge = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  const { headers, ...refusal } = problem(401, { title: 'Unauthorized', ...parameters, detail: `${description}.` });
  const all = { ...headers, 'www-authenticate': `Bearer ${challenge.join(', ')}`, 'cache-control': 'no-store' };
  return encodeResult({ ...refusal, headers: all }, request.version, corsHeaders(request));
}

const ERROR = 'insufficient_user_authentication';

/** One login has to meet all rules: any `acr` value that each of them takes, and the shortest age. */
function wantedOf(rules: readonly StepUpRule[]): { readonly acr_values?: string; readonly max_age?: string } {
  const lists = rules.map(({ acrValues }) => acrValues).filter(({ length }) => length > 0);
  const [first = []] = lists;
  const shared = first.filter((acr) => lists.every((list) => list.includes(acr)));
  const ages = rules.flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? []);
  const acrValues = shared.length > 0 ? shared : first;
  return {
    ...(acrValues.length > 0 && { acr_values: acrValues.join(' ') }),
    ...(ages.length > 0 && { max_age: String(Math.min(...ages)) }),
  };
}
