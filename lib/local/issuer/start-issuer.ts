import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IsClientSecret } from './client-authentication.js';
import { createIssuerListener, type IssuerAddresses, type IssuerListener, issuerPath } from './issuer-listener.js';
import { loadIssuerKeys } from './key-store.js';
import { loadOpaqueTokens, mintOpaqueToken } from './opaque-tokens.js';
import { signWith, type TokenClaims, type TokenOptions } from './sign-token.js';

interface IssuerOptions extends Pick<IssuerAddresses, 'issuers'>, Partial<Omit<IssuerAddresses, 'issuers'>> {
  /** Directory of the keys, so that tokens outlive a restart. */
  readonly keyStore: string;
  /** Whether a text is a secret of a client that may ask the endpoints. @default none is */
  readonly isClientSecret?: IsClientSecret;
  readonly nowMs?: () => number;
}

/** Stand-ins for the identity providers of a cloud model, with real keys, the same for all. */
export interface LocalIssuer {
  readonly origin: string;
  /** The base address that stands in for an issuer, or the one for a key set or an endpoint; `undefined` where it is none of this project's. */
  readonly standInFor: (issuerUrl: string) => string | undefined;
  /** The stand-in's address for an address below one of the issuers, as of its discovery document. */
  readonly redirect: (url: string) => string | undefined;
  /** @throws {RangeError} where the issuer is none of this project's. */
  readonly sign: (issuerUrl: string, claims: TokenClaims, options?: Omit<TokenOptions, 'nowMs'>) => Promise<string>;
  /**
   * A token that says nothing by itself: the introspection endpoint, and no other, answers these claims for it.
   *
   * @throws {RangeError} where the endpoint is none of this project's.
   */
  readonly opaque: (endpoint: string, claims: TokenClaims, options?: Pick<TokenOptions, 'expiresInSeconds'>) => string;
  readonly close: () => Promise<void>;
}

/** A local issuer that somebody else's HTTP server serves. */
export interface MountedIssuer extends Omit<LocalIssuer, 'origin' | 'close'> {
  readonly handle: IssuerListener;
}

/** Prepares the stand-ins for a server that exists already. @param origin of that server, known once it listens. */
export async function mountIssuer(options: IssuerOptions, origin: () => string): Promise<MountedIssuer> {
  const { issuers, keyStore, isClientSecret = () => false, nowMs = Date.now } = options;
  const { keySets = [], introspectionEndpoints = [], tokenEndpoints = [] } = options;
  const [keys, tokens] = [await loadIssuerKeys(keyStore), await loadOpaqueTokens(keyStore)];
  const addresses = { issuers, keySets, introspectionEndpoints, tokenEndpoints };
  const single = new Set([...keySets, ...introspectionEndpoints, ...tokenEndpoints]);
  const longestFirst = issuers.toSorted((one, other) => other.length - one.length);
  const standIn = (issuer: string) => `${origin()}${issuerPath(issuer)}`;
  return {
    handle: createIssuerListener(addresses, { keys, tokens, isClientSecret, nowMs }),
    standInFor: (name) => (issuers.includes(name) || single.has(name) ? standIn(name) : undefined),
    redirect: (url) => {
      if (single.has(url)) return standIn(url);
      const issuer = longestFirst.find((each) => url.startsWith(`${withoutSlash(each)}/`));
      return issuer && `${standIn(issuer)}${url.slice(withoutSlash(issuer).length)}`;
    },
    sign: async (issuer, claims, rest = {}) => {
      if (!issuers.includes(issuer)) throw new RangeError(`${issuer} is not an issuer of this project`);
      return signWith(keys, issuer, claims, { ...rest, nowMs });
    },
    opaque: (endpoint, claims, rest = {}) => {
      if (!introspectionEndpoints.includes(endpoint)) {
        throw new RangeError(`${endpoint} is not an introspection endpoint of this project`);
      }
      return mintOpaqueToken(tokens, endpoint, claims, { ...rest, nowMs });
    },
  };
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

/** Serves the stand-ins on a port of their own; port 0 takes a free one. */
export async function startIssuer(
  options: IssuerOptions & { readonly host: string; readonly port: number },
): Promise<LocalIssuer> {
  const { host, port, ...rest } = options;
  let origin = '';
  const { handle, ...issuer } = await mountIssuer(rest, () => origin);
  const server = createServer((request, response) => {
    if (!handle(request, response)) response.writeHead(404).end();
  });
  origin = await listen(server, host, port);
  return { ...issuer, origin, close: () => close(server) };
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`);
    });
  });
}

/** Closing what is closed already changes nothing. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
