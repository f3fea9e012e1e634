import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type ClientOfIssuer, type OAuthEndpoints, oauthEndpoints } from './oauth-endpoints.js';

export type Signer = Awaited<ReturnType<typeof newSigner>>;

/** A key pair with a name. */
export async function newSigner(alg: string, kid: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
  return { alg, kid, privateKey, publicKey, jwk };
}

type Path = '/keys' | '/.well-known/openid-configuration' | '/introspect' | '/token';

export interface IssuerServer extends Pick<OAuthEndpoints, 'activate'> {
  /** As tokens and specs name it. */
  readonly issuer: string;
  /** Where it listens. */
  readonly address: string;
  /** How often a path was asked for. */
  readonly asked: (path: Path) => number;
  /** Replaces the answer of a path, until `recover`. */
  readonly fail: (path: Path, answer: RequestListener) => void;
  readonly recover: () => void;
  readonly close: () => Promise<void>;
}

export interface IssuerOptions {
  /** Who may introspect and exchange. @default nobody */
  readonly client?: ClientOfIssuer;
  /** Signs tokens that are exchanged. @default none are */
  readonly signer?: Signer;
}

/** An identity provider on localhost, which stands in for the HTTPS address of a spec. */
export async function startIssuerServer(
  issuer: string,
  jwks: readonly JWK[],
  { client, signer }: IssuerOptions = {},
): Promise<IssuerServer> {
  const failures = new Map<string, RequestListener>();
  const counts = new Map<string, number>();
  const oauth = oauthEndpoints({ issuer, client, signer, signed });
  const documents: Readonly<Record<string, unknown>> = {
    '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer.replace(/\/$/, '')}/keys` },
    '/keys': { keys: jwks },
    // Where user pools of Cognito have theirs.
    '/.well-known/jwks.json': { keys: jwks },
  };
  const server = createServer(async (request, response) => {
    const { url = '', method, headers } = request;
    counts.set(url, (counts.get(url) ?? 0) + 1);
    const failure = failures.get(url);
    if (failure) return failure(request, response);
    const { status, document } =
      method === 'POST'
        ? await oauth.answer(url, headers.authorization, await text(request))
        : { status: documents[url] ? 200 : 404, document: documents[url] ?? {} };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    issuer,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    activate: oauth.activate,
    asked: (path) => counts.get(path) ?? 0,
    fail: (path, answer) => void failures.set(path, answer),
    recover: () => failures.clear(),
    close: () => stop(server),
  };
}

/** A token with these claims and headers; those of `undefined` are left out. */
export function signed(
  signer: Signer,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return new SignJWT(defined(claims))
    .setProtectedHeader({ alg: signer.alg, ...defined({ kid: signer.kid, ...header }) })
    .sign(signer.privateKey);
}

function defined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** Seconds since the epoch, so many from now. */
export function seconds(fromNow: number): number {
  return Math.floor(Date.now() / 1000) + fromNow;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
