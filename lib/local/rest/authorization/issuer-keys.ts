import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { EngineServices } from '../../model/engine.js';

const KEEP_MS = 3_600_000;
/** An unknown key id makes the set be fetched anew, but not more often than this. */
const COOL_DOWN_MS = 30_000;

interface KeySet {
  readonly find: JWTVerifyGetKey;
  readonly fetchedAtMs: number;
}

/** Keys of an issuer, fetched when first needed and kept for an hour. */
export function issuerKeys(issuer: string, services: EngineServices): JWTVerifyGetKey {
  let current: Promise<KeySet> | undefined;
  const fetchKeys = (): Promise<KeySet> => {
    const fetching = loadKeys(issuer, services);
    current = fetching;
    fetching.catch(() => {
      if (current === fetching) current = undefined;
    });
    return fetching;
  };
  return async (header, token) => {
    let keys = await (current ?? fetchKeys());
    if (services.nowMs() - keys.fetchedAtMs > KEEP_MS) keys = await fetchKeys();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (services.nowMs() - keys.fetchedAtMs < COOL_DOWN_MS) throw error;
      return (await fetchKeys()).find(header, token);
    }
  };
}

async function loadKeys(issuer: string, services: EngineServices): Promise<KeySet> {
  const set = await services.fetchJson(`${issuer}/.well-known/jwks.json`).catch((error: unknown) => {
    throw new KeysUnavailable('the keys of the user pool cannot be read', { cause: error });
  });
  return { find: createLocalJWKSet(set as JSONWebKeySet), fetchedAtMs: services.nowMs() };
}

/** The issuer did not give its keys: no token can be judged. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}
