import type { ApiKeyAuth, Auth, SchemeAuth, TokenAuth } from './auth.js';
import type { CustomAuth } from './authorizer.js';
import type { AuthPart } from './combinations.js';
import type { IamAuth } from './iam.js';
import { DEFAULT_TOKEN_HEADER } from './jwt.js';
import type { MutualTlsAuth } from './mutual-tls.js';

/** What a method of API Gateway can be made to ask: everything besides tokens, and one of several sets of tokens. */
export interface Access {
  readonly apiKey?: ApiKeyAuth;
  readonly iam?: IamAuth;
  readonly mutualTls?: MutualTlsAuth;
  readonly custom?: CustomAuth;
  /** One of these; of each, all. Empty: no token is asked for. */
  readonly tokens: readonly (readonly TokenAuth[])[];
}

export type AccessResult = { readonly ok: true; readonly access: Access } | Refused;
type Refused = { readonly ok: false; readonly message: string; readonly got: string };

/** More would make one request check as many tokens. */
export const MOST_ALTERNATIVES = 16;

/** Schemes that have to hold together. */
type Alternative = readonly SchemeAuth[];

/** What a combination comes to, or why no method can ask for it. */
export function accessOf(auth: AuthPart): AccessResult {
  const alternatives = alternativesOf(auth);
  const [first] = alternatives;
  // A combination of nothing would let everybody in.
  if (!first || alternatives.some(({ length }) => length === 0))
    return refused('a combination without a scheme asks for nothing', 'no scheme');
  if (alternatives.length > MOST_ALTERNATIVES)
    return refused('the combination has too many alternatives', `more than ${MOST_ALTERNATIVES} alternatives`);
  const fault = alternatives.map(alternativeFault).find((each) => each !== undefined);
  if (fault) return fault;
  const asked = new Set(alternatives.map(askedText));
  if (asked.size > 1) return refused(ALL_OR_NONE, [...asked].join(', or '));
  return { ok: true, access: { ...besidesTokens(first), tokens: tokensOf(alternatives) } };
}

const ALL_OR_NONE =
  'API keys, IAM, client certificates and an authorizer of your own are asked for on every call of a method, or on none';

/** Every scheme that an auth names, in order, as often as it stands there. */
export function schemesOf(auth: Auth): readonly SchemeAuth[] {
  if (auth === 'public') return [];
  return auth.kind === 'any-of' || auth.kind === 'all-of' ? auth.parts.flatMap(schemesOf) : [auth];
}

export function isToken(scheme: SchemeAuth): scheme is TokenAuth {
  return scheme.kind === 'jwt' || scheme.kind === 'introspection' || scheme.kind === 'cognito';
}

/** Where a token comes in. Lower case. */
export function headerOf(scheme: TokenAuth): string {
  return scheme.kind === 'cognito' ? DEFAULT_TOKEN_HEADER : scheme.header;
}

/** One more than are allowed at most, however many there are. */
function alternativesOf(auth: AuthPart): readonly Alternative[] {
  if (auth.kind === 'any-of') return bounded(auth.parts.flatMap(alternativesOf));
  if (auth.kind !== 'all-of') return [[auth]];
  return auth.parts
    .map(alternativesOf)
    .reduce<readonly Alternative[]>(
      (sets, part) => bounded(sets.flatMap((set) => part.map((more) => [...set, ...more]))),
      [[]],
    );
}

function bounded(alternatives: readonly Alternative[]): readonly Alternative[] {
  return alternatives.slice(0, MOST_ALTERNATIVES + 1);
}

function alternativeFault(schemes: Alternative): Refused | undefined {
  const deciders = schemes.filter(({ kind }) => kind === 'iam' || kind === 'custom');
  const tokens = schemes.filter(isToken);
  if (names(deciders).size > 1 || (deciders.length > 0 && tokens.length > 0))
    return refused('a method of API Gateway has one authorizer, or IAM', namesOf([...deciders, ...tokens]));
  const metered = schemes.filter((scheme) => scheme.kind === 'api-key' && scheme.meter);
  if (metered.length > 0 && tokens.length === 0)
    return refused('a meter reads a claim of a token, so it stands beside one', namesOf(metered));
  for (const kind of ['api-key', 'mutual-tls'] as const) {
    const same = schemes.filter((scheme) => scheme.kind === kind);
    if (names(same).size > 1) return refused('a call brings one of these, and never two', namesOf(same));
  }
  // Of one scheme there may be several requirements, all of the same token.
  const headers = new Map(tokens.map((scheme) => [scheme.name, headerOf(scheme)]));
  if (new Set(headers.values()).size < headers.size)
    return refused('one header holds one token, so two schemes cannot both have theirs in it', namesOf(tokens));
  return undefined;
}

function besidesTokens(schemes: Alternative): Omit<Access, 'tokens'> {
  const asked: { -readonly [Key in keyof Omit<Access, 'tokens'>]: Access[Key] } = {};
  for (const scheme of schemes) {
    if (scheme.kind === 'api-key') asked.apiKey = scheme;
    if (scheme.kind === 'iam') asked.iam = scheme;
    if (scheme.kind === 'mutual-tls') asked.mutualTls = scheme;
    if (scheme.kind === 'custom') asked.custom = scheme;
  }
  return asked;
}

/** What is asked for on every call, and whether a token is. Equal for all alternatives, or no method can ask for them. */
function askedText(schemes: Alternative): string {
  const others = Object.values(besidesTokens(schemes));
  const token = schemes.some(isToken) ? ['a token'] : [];
  return [...(others.length > 0 ? [namesOf(others)] : []), ...token].join(' and ');
}

function tokensOf(alternatives: readonly Alternative[]): readonly (readonly TokenAuth[])[] {
  const sets = alternatives.map((schemes) => schemes.filter(isToken));
  return sets.every((set) => set.length > 0) ? sets : [];
}

function names(schemes: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set(schemes.map(({ name }) => name));
}

function namesOf(schemes: readonly { readonly kind: string; readonly name: string }[]): string {
  return schemes.map(({ kind, name }) => `${name} (${kind})`).join(' and ');
}

function refused(message: string, got: string): Refused {
  return { ok: false, message, got };
}
