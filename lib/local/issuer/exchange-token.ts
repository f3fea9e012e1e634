import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { type EndpointAnswer, oauthError } from './endpoint-answer.js';
import type { IssuerKeys } from './key-store.js';
import type { OpaqueTokens } from './opaque-tokens.js';
import { signWith, type TokenClaims } from './sign-token.js';

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:';
const SUBJECT_TYPES: ReadonlySet<string> = new Set(
  ['access_token', 'id_token', 'jwt'].map((name) => TOKEN_TYPE + name),
);
const ISSUED_TYPES: ReadonlySet<string> = new Set(['access_token', 'jwt'].map((name) => TOKEN_TYPE + name));

/** Short, as a token for one backend should be. */
const LIFETIME_SECONDS = 300;

export interface ExchangeWorld {
  readonly endpoint: string;
  readonly issuers: readonly string[];
  readonly keys: IssuerKeys;
  readonly tokens: OpaqueTokens;
  readonly nowMs: () => number;
}

/**
 * Answers a token of the stand-ins with one that they sign for another audience, for the same subject and no longer
 * than the first one lives (RFC 8693). A subject token that is not theirs is an `invalid_request` (section 2.2.2).
 *
 * @param clientId of the client that asked, which acts for the subject
 */
export async function exchangeToken(
  form: ReadonlyMap<string, string> | undefined,
  clientId: string,
  world: ExchangeWorld,
): Promise<EndpointAnswer> {
  const refusal = refusalOf(form);
  if (form === undefined || refusal) return refusal ?? badRequest('a form without repeated fields is expected');
  const subject = await subjectOf(form.get('subject_token') ?? '', world);
  if (subject === undefined) return badRequest('the subject token is not one of the local issuer, or has expired');
  const nowSeconds = Math.floor(world.nowMs() / 1000);
  const expiresInSeconds = Math.min(LIFETIME_SECONDS, subject.exp - nowSeconds);
  const scope = form.get('scope') ?? subject.claims.scope;
  const claims = {
    sub: subject.claims.sub,
    aud: form.get('audience'),
    client_id: clientId,
    ...(scope !== undefined && { scope }),
    act: { sub: clientId },
  };
  const token = await signWith(world.keys, subject.issuer, claims, { expiresInSeconds, nowMs: world.nowMs });
  return {
    status: 200,
    document: {
      access_token: token,
      issued_token_type: form.get('requested_token_type') ?? `${TOKEN_TYPE}access_token`,
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
      ...(typeof scope === 'string' && { scope }),
    },
  };
}

function refusalOf(form: ReadonlyMap<string, string> | undefined): EndpointAnswer | undefined {
  const grantType = form?.get('grant_type');
  if (form === undefined || !grantType) return badRequest('a form with one grant_type is expected');
  if (grantType !== GRANT_TYPE) return oauthError(400, 'unsupported_grant_type', `${GRANT_TYPE} is expected`);
  if (!form.get('subject_token')) return badRequest('subject_token is missing');
  if (!SUBJECT_TYPES.has(form.get('subject_token_type') ?? '')) return badRequest(`subject_token_type: ${TOKEN_TYPE}…`);
  const wanted = form.get('requested_token_type');
  if (wanted !== undefined && !ISSUED_TYPES.has(wanted)) return badRequest('this requested_token_type is not issued');
  // RFC 8693 leaves the audience to the server; this one has no other way to know whom the token is for.
  if (!form.get('audience')) return oauthError(400, 'invalid_target', 'audience is missing');
  return undefined;
}

const badRequest = (description: string): EndpointAnswer => oauthError(400, 'invalid_request', description);

interface Subject {
  readonly issuer: string;
  readonly claims: TokenClaims;
  readonly exp: number;
}

async function subjectOf(text: string, world: ExchangeWorld): Promise<Subject | undefined> {
  const opaque = world.tokens.read(text);
  const subject = opaque
    ? { issuer: issuerOf(opaque.claims, world), claims: opaque.claims, exp: opaque.exp }
    : await signedSubject(text, world);
  return subject && subject.exp * 1000 > world.nowMs() ? subject : undefined;
}

/** An opaque token need not say who issued it. */
const issuerOf = ({ iss }: TokenClaims, { endpoint }: ExchangeWorld): string =>
  typeof iss === 'string' ? iss : new URL(endpoint).origin;

async function signedSubject(text: string, { issuers, keys, nowMs }: ExchangeWorld): Promise<Subject | undefined> {
  try {
    const { iss = '' } = decodeJwt(text);
    if (!issuers.includes(iss)) return undefined;
    const keySet = createLocalJWKSet({ keys: keys.publicJwks } as JSONWebKeySet);
    const options = { issuer: iss, currentDate: new Date(nowMs()), requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(text, keySet, options);
    return { issuer: iss, claims: payload, exp: payload.exp ?? 0 };
  } catch {
    return undefined;
  }
}
