import type { OAuthClient } from '../../../lib/spec/secret.js';
import { boundedFetch, type Network, objectIn, type TextAnswer } from '../bounded-fetch.js';
import type { Services } from '../parts.js';
import { unavailable } from '../refusal.js';
import { getSecretValue } from '../secrets/get-secret-value.js';
import { secretReader } from '../secrets/secret-reader.js';

const MAX_BYTES = 64 * 1024;

/** Of a secret that the endpoint takes no longer, a newer value is asked for at most this often. */
const RENEWAL_COOL_DOWN_MS = 30_000;

export interface Endpoint {
  /** As the first word of reasons. */
  readonly who: string;
  readonly url: string;
  readonly client: OAuthClient;
}

export interface EndpointAnswer {
  readonly status: number;
  /** Of the JSON object that it answered, if it did. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** Posts a form to an OAuth endpoint as a client of it. @throws Refusal */
export type AskAsClient = (endpoint: Endpoint, form: Readonly<Record<string, string>>) => Promise<EndpointAnswer>;

/** By `client_secret_basic`, with the secret from Secrets Manager; once more with a newer one where that is refused. */
export function askAsClient(services: Services): AskAsClient {
  const read = secretReader(getSecretValue(services), services.nowMs);
  return async (endpoint, form) => {
    const { who, client } = endpoint;
    const secret = await read(client.secret);
    let answer = await post(services, endpoint, secret, form);
    if (answer.status === 401) {
      const newer = await read(client.secret, RENEWAL_COOL_DOWN_MS);
      if (newer !== secret) answer = await post(services, endpoint, newer, form);
    }
    if (answer.status === 401) throw unavailable(`${who}-refuses-the-gateway`);
    const members = objectIn(answer.text);
    return { status: answer.status, ...(members && { members }) };
  };
}

function post(
  network: Network,
  { who, url, client }: Endpoint,
  secret: string,
  form: Readonly<Record<string, string>>,
): Promise<TextAnswer> {
  if (!/^https:/i.test(url)) throw unavailable(`${who}-without-tls`);
  const headers = {
    authorization: basicCredentials(client.id, secret),
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };
  const body = new URLSearchParams(form).toString();
  return boundedFetch(network, url, { method: 'POST', headers, body }, { who, maxBytes: MAX_BYTES });
}

/** Both are form-encoded before they are joined: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
function basicCredentials(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`).toString('base64')}`;
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
