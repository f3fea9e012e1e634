import { boundedFetch, type Network } from '../bounded-fetch.js';
import { unavailable } from '../refusal.js';
import type { FetchJson } from './issuer-keys.js';

const MAX_BYTES = 256 * 1024;

/** Reads the documents of an issuer. @throws Refusal */
export function boundedFetchJson(network: Network): FetchJson {
  return async (url) => {
    const { status, text } = await boundedFetch(network, url, {}, { who: 'issuer', maxBytes: MAX_BYTES });
    if (status !== 200) throw unavailable('issuer-answers-no-document');
    try {
      return JSON.parse(text);
    } catch {
      throw unavailable('issuer-answers-no-json');
    }
  };
}
