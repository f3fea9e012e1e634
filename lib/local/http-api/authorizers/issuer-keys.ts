import { type CryptoKey, importJWK, type JWK } from 'jose';
import { isRecord } from '../../json/json-value.js';

/** API Gateway keeps a public key for two hours. */
const KEYS_TTL_MS = 2 * 60 * 60 * 1000;
/** Least time between two fetches for the sake of key ids that are not known. */
const UNKNOWN_KEY_COOL_DOWN_MS = 30 * 1000;
/** Least time between two fetches while the issuer fails. */
const FAILURE_COOL_DOWN_MS = 1000;
/** More keys than that are nobody's rotation. */
const MAX_KEYS = 100;

type KeyResult =
  | { readonly kind: 'key'; readonly key: CryptoKey }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'unavailable' };

/** The key of an issuer that a token names. */
export type IssuerKeys = (keyId: string, algorithm: string) => Promise<KeyResult>;

interface IssuerKeysOptions {
  readonly issuer: string;
  readonly fetchJson: (url: string) => Promise<unknown>;
  readonly nowMs: () => number;
}

interface State {
  /** Absent where no fetch succeeded in the last two hours. */
  readonly jwks: ReadonlyMap<string, JWK> | undefined;
  readonly fetchedAtMs: number;
  readonly triedAtMs: number;
}

/**
 * Keys of one issuer, found through its discovery document, kept for two hours. A key id that is not known starts a
 * fetch of its own, but not more than one in thirty seconds; fetches at the same time are one. Where the issuer
 * cannot be asked, keys that are younger than two hours still count, and without them there is none.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function issuerKeys({ issuer, fetchJson, nowMs }: IssuerKeysOptions): IssuerKeys {
  let state: State = { jwks: undefined, fetchedAtMs: Number.NEGATIVE_INFINITY, triedAtMs: Number.NEGATIVE_INFINITY };
  let underWay: Promise<void> | undefined;
  const imported = new Map<string, Promise<CryptoKey | undefined>>();

  const refresh = async (): Promise<void> => {
    try {
      const jwks = await fetchKeys(issuer, fetchJson);
      state = { jwks, fetchedAtMs: nowMs(), triedAtMs: nowMs() };
      imported.clear();
    } catch {
      state = { ...state, jwks: isFresh(state, nowMs()) ? state.jwks : undefined, triedAtMs: nowMs() };
    } finally {
      underWay = undefined;
    }
  };

  return async (keyId, algorithm) => {
    if (isDue(state, keyId, nowMs())) {
      underWay ??= refresh();
      await underWay;
    }
    const { jwks } = state;
    if (!jwks || !isFresh(state, nowMs())) return { kind: 'unavailable' };
    const jwk = jwks.get(keyId);
    if (!jwk || (jwk.alg !== undefined && jwk.alg !== algorithm)) return { kind: 'unknown-key' };
    const key = await importOnce(imported, `${algorithm} ${keyId}`, jwk, algorithm);
    return key ? { kind: 'key', key } : { kind: 'unknown-key' };
  };
}

const isFresh = ({ jwks, fetchedAtMs }: State, nowMs: number): boolean =>
  jwks !== undefined && nowMs - fetchedAtMs < KEYS_TTL_MS;

function isDue(state: State, keyId: string, nowMs: number): boolean {
  const sinceTriedMs = nowMs - state.triedAtMs;
  if (!isFresh(state, nowMs)) return sinceTriedMs >= FAILURE_COOL_DOWN_MS;
  return state.jwks?.has(keyId) !== true && sinceTriedMs >= UNKNOWN_KEY_COOL_DOWN_MS;
}

async function fetchKeys(issuer: string, fetchJson: IssuerKeysOptions['fetchJson']): Promise<Map<string, JWK>> {
  const discovery = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const uri = isRecord(discovery) ? discovery.jwks_uri : undefined;
  if (typeof uri !== 'string' || !/^https?:\/\//.test(uri)) throw new Error('no jwks_uri');
  const document = await fetchJson(uri);
  const keys = isRecord(document) ? document.keys : undefined;
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) throw new Error('no list of keys');
  return new Map(keys.filter(isSigningKey).map((jwk) => [jwk.kid, jwk]));
}

function isSigningKey(jwk: unknown): jwk is JWK & { kid: string } {
  if (!isRecord(jwk)) return false;
  return jwk.kty === 'RSA' && typeof jwk.kid === 'string' && (jwk.use === undefined || jwk.use === 'sig');
}

function importOnce(
  imported: Map<string, Promise<CryptoKey | undefined>>,
  name: string,
  jwk: JWK,
  algorithm: string,
): Promise<CryptoKey | undefined> {
  const before = imported.get(name);
  if (before) return before;
  const key = importPublic(jwk, algorithm);
  imported.set(name, key);
  return key;
}

/** Takes the public half alone, whatever else an issuer publishes by mistake. */
async function importPublic({ kty, n, e }: JWK, algorithm: string): Promise<CryptoKey | undefined> {
  try {
    return (await importJWK({ kty, n, e } as JWK, algorithm)) as CryptoKey;
  } catch {
    return undefined;
  }
}
