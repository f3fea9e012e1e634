import { boundedFetch } from '../bounded-fetch.js';
import { unavailable } from '../refusal.js';
import type { FetchJson } from './issuer-keys.js';

const MAX_BYTES = 256 * 1024;

/** Reads the documents of an issuer. @throws Refusal */
export function boundedFetchJson(fetchImplementation: typeof fetch, timeoutMs?: number): FetchJson {
  const bounds = { who: 'issuer', maxBytes: MAX_BYTES, ...(timeoutMs !== undefined && { timeoutMs }) };
  return async (url) => {
    const { status, text } = await boundedFetch(fetchImplementation, url, {}, bounds);
    if (status !== 200) throw unavailable('issuer-answers-no-document');
    try {
      return JSON.parse(text);
    } catch {
      throw unavailable('issuer-answers-no-json');
    }
  };
}
