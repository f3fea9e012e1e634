import { Refusal, unauthorized, unavailable } from '../refusal.js';
import { type KeySet, keySet } from './key-set.js';
import type { TokenHeader } from './parse-token.js';
import type { FindKey } from './verify-signature.js';

/** Keys are read anew after this; AWS's own authorizer keeps them up to two hours. */
const FRESH_MS = 10 * 60_000;
/** While the issuer is down its last keys hold this long, and no longer. */
const STALE_MS = 60 * 60_000;
/** An unknown `kid` makes the keys be read again at most this often. */
const UNKNOWN_KEY_COOL_DOWN_MS = 30_000;
/** After a failed read, requests are refused at once for this long. */
const FAILURE_COOL_DOWN_MS = 2_000;

/** Reads a JSON document, bounded in time and size. */
export type FetchJson = (url: string) => Promise<unknown>;

/** The keys of an issuer: those at `jwksUri`, else those that its discovery document names. */
export type KeysOf = (issuer: string, jwksUri?: string) => FindKey;

interface IssuerState {
  readonly read: () => Promise<unknown>;
  keys?: { readonly find: KeySet; readonly readMs: number };
  failedMs?: number;
  reading?: Promise<void>;
}

/** Finds the key of a token among an issuer's, which are read on first use and shared by all requests. */
export function issuerKeys(fetchJson: FetchJson, nowMs: () => number): KeysOf {
  const states = new Map<string, IssuerState>();
  return (issuer, jwksUri) => {
    const id = `${issuer} ${jwksUri ?? ''}`;
    const state = states.get(id) ?? { read: () => readKeys(issuer, jwksUri, fetchJson) };
    states.set(id, state);
    return (header) => findKey(state, header);
  };

  async function findKey(state: IssuerState, header: TokenHeader) {
    if (ageOf(state) >= FRESH_MS) await readOrKeep(state);
    const found = state.keys?.find(header);
    if (found) return found;
    if (ageOf(state) < UNKNOWN_KEY_COOL_DOWN_MS) throw unauthorized('key-unknown');
    await readOrKeep(state);
    const renewed = state.keys?.find(header);
    if (!renewed) throw unauthorized('key-unknown');
    return renewed;
  }

  /** Concurrent requests wait for one read. */
  async function readOrKeep(state: IssuerState): Promise<void> {
    try {
      if (state.failedMs !== undefined && nowMs() - state.failedMs < FAILURE_COOL_DOWN_MS)
        throw unavailable('issuer-failed-just-now');
      state.reading ??= read(state).finally(() => delete state.reading);
      await state.reading;
    } catch (error) {
      if (ageOf(state) >= STALE_MS) throw error;
    }
  }

  async function read(state: IssuerState): Promise<void> {
    try {
      state.keys = { find: keySet(await state.read()), readMs: nowMs() };
      delete state.failedMs;
    } catch (error) {
      state.failedMs = nowMs();
      throw error instanceof Refusal ? error : unavailable('jwks-malformed');
    }
  }

  function ageOf({ keys }: IssuerState): number {
    return keys ? nowMs() - keys.readMs : Number.POSITIVE_INFINITY;
  }
}

function readKeys(issuer: string, jwksUri: string | undefined, fetchJson: FetchJson): Promise<unknown> {
  return jwksUri === undefined ? discoverKeys(issuer, fetchJson) : fetchJson(jwksUri);
}

/** OpenID Connect Discovery 1.0, section 4: the document is believed only if it names the issuer that was asked. */
async function discoverKeys(issuer: string, fetchJson: FetchJson): Promise<unknown> {
  const document = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { issuer: named, jwks_uri: jwksUri } = (document ?? {}) as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer) throw unavailable('discovery-names-another-issuer');
  if (typeof jwksUri !== 'string' || !URL.canParse(jwksUri)) throw unavailable('discovery-without-jwks');
  if (issuer.startsWith('https:') && !jwksUri.startsWith('https:')) throw unavailable('jwks-without-tls');
  return fetchJson(jwksUri);
}
