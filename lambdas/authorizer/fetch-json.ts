import type { FetchJson } from './issuer-keys.js';
import { Refusal, unavailable } from './refusal.js';

/** What AWS gives discovery and JWKS of its own authorizer: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const TIMEOUT_MS = 1_500;
const MAX_BYTES = 256 * 1024;

/**
 * Reads JSON within a bound of time and size. A redirect is an error: it would let another host choose the keys.
 *
 * @throws Refusal
 */
export function boundedFetchJson(fetchImplementation: typeof fetch, timeoutMs = TIMEOUT_MS): FetchJson {
  return async (url) => {
    const text = await readText(fetchImplementation, url, AbortSignal.timeout(timeoutMs));
    try {
      return JSON.parse(text);
    } catch {
      throw unavailable('issuer-answers-no-json');
    }
  };
}

async function readText(fetchImplementation: typeof fetch, url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetchImplementation(url, { signal, redirect: 'manual' });
    if (response.status === 200 && response.body) return await bounded(response.body);
    await response.body?.cancel();
  } catch (error) {
    throw error instanceof Refusal ? error : unavailable('issuer-unreachable');
  }
  throw unavailable('issuer-answers-no-document');
}

async function bounded(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw unavailable('issuer-answers-too-much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
