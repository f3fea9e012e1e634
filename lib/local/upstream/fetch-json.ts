import type { Dispatcher } from 'undici';
import { applyStandIns, type StandIns } from './stand-ins.js';
import { readBounded } from './upstream.js';

export interface FetchJsonOptions {
  readonly standIns: StandIns;
  readonly agent: Dispatcher;
  /**
   * API Gateway gives an issuer 1,500 ms for its discovery document and for its keys.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
   * @default 1_500
   */
  readonly timeoutMs?: number;
  /** @default 262_144 */
  readonly maxBytes?: number;
}

/**
 * Fetches JSON documents of issuers. Redirects are not followed.
 *
 * @throws Error with one line that says what went wrong
 */
export function createFetchJson({ standIns, agent, timeoutMs = 1_500, maxBytes = 262_144 }: FetchJsonOptions) {
  return async (address: string): Promise<unknown> => {
    const place = applyStandIns(address, standIns);
    if (!URL.canParse(place) || !/^https?:/.test(place)) throw new Error(`${address} is not an http or https URL`);
    const url = new URL(place);
    const signal = AbortSignal.timeout(timeoutMs);
    const got = await get(agent, url, signal, maxBytes).catch(() => {
      throw new Error(
        signal.aborted ? `${address} did not answer within ${timeoutMs} ms` : `${address} cannot be reached`,
      );
    });
    if (got.status !== 200) throw new Error(`${address} answered ${got.status}`);
    if (got.body === undefined) throw new Error(`${address} answered more than ${maxBytes} bytes`);
    return parse(address, got.body.toString('utf8'));
  };
}

async function get(agent: Dispatcher, url: URL, signal: AbortSignal, maxBytes: number) {
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: { accept: 'application/json' },
    signal,
  });
  return { status: response.statusCode, body: await readBounded(response.body, maxBytes) };
}

function parse(address: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${address} answered something that is not JSON`);
  }
}
