import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import type { Server } from 'node:https';
import type { DomainModel } from '../model/cloud.js';
import { closeServer, createHttpsServer, listen, type ServerTimeouts } from '../server/http-server.js';

export interface DomainServers {
  /** Serves these domains from now on; one that stays keeps its port. */
  readonly serve: (domains: readonly DomainModel[]) => Promise<void>;
  /** The address of a domain that asks for certificates; undefined where it is not served. */
  readonly urlOf: (domainName: string) => string | undefined;
  readonly close: (graceMs: number) => Promise<void>;
}

export interface DomainServersOptions {
  readonly host: string;
  readonly timeouts: ServerTimeouts;
  readonly listenerFor: (domainName: string) => RequestListener;
  /** Key and certificate of a domain, as PEM. */
  readonly certificateFor: (domainName: string) => Promise<string>;
  readonly warn: (line: string) => void;
}

interface OpenDomain {
  readonly server: Server;
  readonly url: string;
  readonly truststore: string;
}

/** Longer than any integration may take, so that another trust store cuts no request off. */
const RETIRE_GRACE_MS = 35_000;

/**
 * A TLS listener for each domain with mutual TLS. Who shows no certificate, or one that no authority of the trust store
 * vouches for, is refused in the handshake.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
 */
export function createDomainServers(options: DomainServersOptions): DomainServers {
  const open = new Map<string, OpenDomain>();

  async function serveOne(domain: DomainModel): Promise<void> {
    const truststore = await readTruststore(domain).catch((error: Error) => options.warn(error.message));
    const before = open.get(domain.name);
    if (before && before.truststore === truststore) return;
    // Another trust store, another server: no session of the one before may be taken up again.
    const port = before ? Number(new URL(before.url).port) : 0;
    if (before) retire(domain.name, before);
    if (typeof truststore === 'string') open.set(domain.name, await start(domain.name, truststore, port));
  }

  async function start(name: string, truststore: string, port: number): Promise<OpenDomain> {
    const certificate = await options.certificateFor(name);
    const server = createHttpsServer(options.listenerFor(name), options.timeouts, {
      key: certificate,
      cert: certificate,
      ca: truststore,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    });
    const url = await listen(server, options.host, port);
    return { server, truststore, url: url.replace(/^http:/, 'https:') };
  }

  function retire(name: string, { server }: OpenDomain): void {
    open.delete(name);
    void closeServer(server, RETIRE_GRACE_MS);
  }

  return {
    async serve(domains) {
      const asking = domains.filter(({ mutualTls }) => mutualTls !== undefined);
      const names = new Set(asking.map(({ name }) => name));
      for (const [name, domain] of [...open]) if (!names.has(name)) retire(name, domain);
      for (const domain of asking) await serveOne(domain);
    },
    urlOf: (domainName) => open.get(domainName)?.url,
    async close(graceMs) {
      await Promise.all([...open.values()].map(({ server }) => closeServer(server, graceMs)));
      open.clear();
    },
  };
}

/**
 * @returns undefined where the model has said already why there is none
 * @throws Error for a file that holds no certificate: with none of its own, TLS would trust the world's authorities
 */
async function readTruststore({ name, mutualTls }: DomainModel): Promise<string | undefined> {
  if (mutualTls?.truststore.kind !== 'file') return undefined;
  const pem = await readFile(mutualTls.truststore.path, 'utf8');
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    if (certificates.length === 0) throw new Error('none');
    return certificates.map((one) => new X509Certificate(one).toString()).join('');
  } catch {
    throw new Error(`the domain ${name} is not served: its trust store has to hold certificates, as PEM`);
  }
}
