import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { mustRun } from '../run-command.js';

/** An identity provider on this machine, over TLS as the spec asks: discovery, key set and tokens. */
export interface TlsIssuer {
  readonly issuer: string;
  /** What those who call it have to trust. */
  readonly certificateFile: string;
  readonly sign: (claims: JWTPayload, expiresAt?: number | string) => Promise<string>;
  /** A token under the issuer's name and key id that another key signed. */
  readonly forge: (claims: JWTPayload) => Promise<string>;
  readonly close: () => void;
}

export async function startTlsIssuer(pythonBin: string, directory: string): Promise<TlsIssuer> {
  const [certificateFile, keyFile] = [join(directory, 'issuer.crt'), join(directory, 'issuer.key')];
  const script = fileURLToPath(new URL('certificate.py', import.meta.url));
  await mustRun(join(pythonBin, 'python'), [script, certificateFile, keyFile], { limitMs: 30_000 });
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'shop-1', use: 'sig', alg: 'RS256' };
  let issuer = '';
  const server = createServer(
    { cert: readFileSync(certificateFile), key: readFileSync(keyFile) },
    ({ url }, response) => {
      const documents: Record<string, unknown> = {
        '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}keys` },
        '/keys': { keys: [jwk] },
      };
      const found = documents[url ?? ''];
      response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? {}));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `https://localhost:${(server.address() as AddressInfo).port}/`;
  const signWith = (key: CryptoKey, claims: JWTPayload, expiresAt: number | string) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'shop-1' })
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(key);
  return {
    issuer,
    certificateFile,
    sign: (claims, expiresAt = '10m') => signWith(own.privateKey, claims, expiresAt),
    forge: (claims) => signWith(foreign.privateKey, claims, '10m'),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
