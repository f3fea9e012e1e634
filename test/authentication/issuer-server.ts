import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export type Signer = Awaited<ReturnType<typeof newSigner>>;

/** A key pair with a name. */
export async function newSigner(alg: string, kid: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
  return { alg, kid, privateKey, publicKey, jwk };
}

export interface IssuerServer {
  /** As tokens and specs name it. */
  readonly issuer: string;
  /** Where it listens. */
  readonly address: string;
  /** Replaces the answer of a path, until `recover`. */
  readonly fail: (path: '/keys' | '/.well-known/openid-configuration', answer: RequestListener) => void;
  readonly recover: () => void;
  readonly close: () => Promise<void>;
}

/** An identity provider on localhost, which stands in for the HTTPS address of a spec. */
export async function startIssuerServer(issuer: string, jwks: readonly JWK[]): Promise<IssuerServer> {
  const failures = new Map<string, RequestListener>();
  const documents: Readonly<Record<string, unknown>> = {
    '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}keys` },
    '/keys': { keys: jwks },
  };
  const server = createServer((request, response) => {
    const failure = failures.get(request.url ?? '');
    if (failure) failure(request, response);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(documents[request.url ?? '']));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    issuer,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
