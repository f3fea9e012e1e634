import type { ApiKeyAuth, SchemeAuth, TokenAuth } from './auth.js';
import type { CustomAuth } from './authorizer.js';
import type { AuthPart } from './combinations.js';
import type { IamAuth } from './iam.js';
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

export type AccessResult =
  | { readonly ok: true; readonly access: Access }
  | { readonly ok: false; readonly message: string; readonly got: string };

/** More would make one request check as many tokens. */
export const MOST_ALTERNATIVES = 16;

/** What a combination comes to, or why no method can ask for it. */
export function accessOf(auth: AuthPart): AccessResult {
  const alternatives = alternativesOf(auth);
  if (alternatives.length > MOST_ALTERNATIVES)
    return refused('the combination has too many alternatives', `${alternatives.length} alternatives`);
  const fault = alternatives.map(alternativeFault).find((each) => each !== undefined);
  if (fault) return fault;
  const [first = []] = alternatives;
  const others = new Set(alternatives.map((each) => nativeNames(each)));
  if (others.size > 1)
    return refused(
      'API keys, IAM, client certificates and an authorizer of your own are asked for on every call of a method, or on none',
      [...others].map((names) => names || 'tokens alone').join(', or '),
    );
  return { ok: true, access: { ...nativeOf(first), tokens: tokensOf(alternatives) } };
}

/** The combination as alternatives, each a set of schemes that have to hold together. */
function alternativesOf(auth: AuthPart): readonly (readonly SchemeAuth[])[] {
  if (auth.kind === 'any-of') return auth.parts.flatMap(alternativesOf).slice(0, MOST_ALTERNATIVES + 1);
  if (auth.kind !== 'all-of') return [[auth]];
  return auth.parts
    .map(alternativesOf)
    .reduce<readonly (readonly SchemeAuth[])[]>(
      (sets, part) =>
        sets.flatMap((set) => part.map((more) => [...set, ...more])).slice(0, MOST_ALTERNATIVES + 1),
      [[]],
    );
}

function isToken(scheme: SchemeAuth): scheme is TokenAuth {
  return scheme.kind === 'jwt' || scheme.kind === 'introspection' || scheme.kind === 'cognito';
}

function alternativeFault(schemes: readonly SchemeAuth[]): Extract<AccessResult, { ok: false }> | undefined {
  const owners = schemes.filter(({ kind }) => kind === 'iam' || kind === 'custom');
  const tokens = schemes.filter(isToken);
  if (owners.length > 1 || (owners.length === 1 && tokens.length > 0))
    return refused('a method of API Gateway has one authorizer, or IAM', namesOf([...owners, ...tokens]));
  for (const kind of ['api-key', 'mutual-tls'] as const) {
    const same = schemes.filter((scheme) => scheme.kind === kind);
    if (new Set(same.map(({ name }) => name)).size > 1)
      return refused('a call brings one of these, and never two', namesOf(same));
  }
  const headers = tokens.map(headerOf);
  if (new Set(headers).size < headers.length)
    return refused('one header holds one token, so two schemes cannot both have theirs in it', namesOf(tokens));
  return undefined;
}

/** Lower case. */
export function headerOf(scheme: TokenAuth): string {
  return scheme.kind === 'cognito' ? 'authorization' : scheme.header;
}

function nativeOf(schemes: readonly SchemeAuth[]): Omit<Access, 'tokens'> {
  const native: { -readonly [Key in keyof Omit<Access, 'tokens'>]: Access[Key] } = {};
  for (const scheme of schemes) {
    if (scheme.kind === 'api-key') native.apiKey = scheme;
    if (scheme.kind === 'iam') native.iam = scheme;
    if (scheme.kind === 'mutual-tls') native.mutualTls = scheme;
    if (scheme.kind === 'custom') native.custom = scheme;
  }
  return native;
}

function nativeNames(schemes: readonly SchemeAuth[]): string {
  const { apiKey, iam, mutualTls, custom } = nativeOf(schemes);
  const hasTokens = schemes.some(isToken);
  const native = [apiKey, iam, mutualTls, custom].flatMap((scheme) => (scheme ? [scheme] : []));
  return namesOf(native) + (hasTokens || native.length === 0 ? '' : ' without a token');
}

function tokensOf(alternatives: readonly (readonly SchemeAuth[])[]): readonly (readonly TokenAuth[])[] {
  const sets = alternatives.map((schemes) => schemes.filter(isToken));
  return sets.some((set) => set.length === 0) ? [] : sets;
}

function namesOf(schemes: readonly { readonly kind: string; readonly name: string }[]): string {
  return schemes.map(({ kind, name }) => `${name} (${kind})`).join(' and ');
}

function refused(message: string, got: string): Extract<AccessResult, { ok: false }> {
  return { ok: false, message, got };
}
