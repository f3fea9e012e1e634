import { randomUUID } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import type { Signer } from './issuer-server.js';

export interface ClientOfIssuer {
  readonly id: string;
  readonly secret: string;
}

interface EndpointAnswer {
  readonly status: number;
  readonly document: unknown;
}

export interface OAuthEndpoints {
  /** From now on the token is active, with these members; `undefined`: no longer. */
  readonly activate: (token: string, members: Readonly<Record<string, unknown>> | undefined) => void;
  readonly answer: (path: string, authorization: string | undefined, form: string) => Promise<EndpointAnswer>;
}

interface Issuing {
  readonly issuer: string;
  readonly client: ClientOfIssuer | undefined;
  readonly signer: Signer | undefined;
  readonly signed: (signer: Signer, claims: Readonly<Record<string, unknown>>) => Promise<string>;
}

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const LIFETIME_SECONDS = 600;

/** Introspection (RFC 7662) and token exchange (RFC 8693) for one client, by `client_secret_basic`. */
export function oauthEndpoints({ issuer, client, signer, signed }: Issuing): OAuthEndpoints {
  const active = new Map<string, Readonly<Record<string, unknown>>>();

  async function exchanged(form: URLSearchParams): Promise<EndpointAnswer> {
    const subject = signer && (await subjectOf(form.get('subject_token') ?? '', signer));
    const audience = form.get('audience');
    if (!signer || subject === undefined || audience === null) return refused('invalid_request');
    const exp = Math.floor(Date.now() / 1000) + LIFETIME_SECONDS;
    const access_token = await signed(signer, { iss: issuer, aud: audience, sub: subject, exp, jti: randomUUID() });
    const document = {
      access_token,
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: LIFETIME_SECONDS,
    };
    return { status: 200, document };
  }

  return {
    activate: (token, members) => void (members ? active.set(token, members) : active.delete(token)),
    async answer(path, authorization, body) {
      if (!client || authorization !== basic(client)) return { status: 401, document: { error: 'invalid_client' } };
      const form = new URLSearchParams(body);
      if (path === '/token') return exchanged(form);
      const members = active.get(form.get('token') ?? '');
      return { status: 200, document: members ? { active: true, ...members } : { active: false } };
    },
  };
}

/** Of a token that this issuer signed. */
async function subjectOf(token: string, { publicKey }: Signer): Promise<string | undefined> {
  return jwtVerify(token, publicKey).then(
    () => decodeJwt(token).sub,
    () => undefined,
  );
}

function refused(error: string): EndpointAnswer {
  return { status: 400, document: { error } };
}

function basic({ id, secret }: ClientOfIssuer): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}
