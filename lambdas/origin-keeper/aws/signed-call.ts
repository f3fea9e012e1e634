import { AwsClient } from 'aws4fetch';
import type { Timing } from '../../../lib/aws/timing.js';
import type { AwsEnvironment, Service } from './aws-environment.js';
import { AwsRefusal } from './aws-refusal.js';

export interface AwsCall {
  readonly service: Service;
  /** For errors: `UpdateWebACL`. */
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface AwsAnswer {
  readonly text: string;
  readonly etag: string;
}

/** Answers once AWS does what is asked. A call may be sent several times, so it has to be one that can be. @throws AwsRefusal */
export type SignedCall = (call: AwsCall) => Promise<AwsAnswer>;

const MOST_ATTEMPTS = 5;
const FIRST_WAIT_MS = 200;
const REQUEST_TIMEOUT_MS = 10_000;

/** Calls AWS without its SDK: three clients of it are some 900 kB in a bundle. */
export function signedCall({ credentials, places }: AwsEnvironment, { sleep, random }: Timing): SignedCall {
  const send = async ({ service, action, method, path, headers, body }: AwsCall): Promise<AwsAnswer> => {
    const { url, region } = places[service];
    const client = new AwsClient({ ...credentials, service, region, retries: 0 });
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    try {
      const answer = await client.fetch(url + path, { method, headers, signal, ...(body !== undefined && { body }) });
      const text = await answer.text();
      if (!answer.ok) throw new AwsRefusal(action, answer.status, text);
      return { text, etag: answer.headers.get('etag') ?? '' };
    } catch (error) {
      // What `fetch` throws may hold the request.
      throw error instanceof AwsRefusal ? error : new AwsRefusal(action, 0, '');
    }
  };
  return async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(call);
      } catch (error) {
        if (attempt === MOST_ATTEMPTS || !(error instanceof AwsRefusal) || !error.isPassing) throw error;
        await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1) * (1 + random()));
      }
    }
  };
}
