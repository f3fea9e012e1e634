import type { ClientOptions, ClientPart, ClientRoute, ClientScheme } from './client.js';
import { ClientError } from './client-error.js';

/** What proves who calls. */
export interface Credential {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Whether the whole request is signed besides. */
  readonly isSigned?: boolean | undefined;
}

const NONE: Credential = { headers: [] };

/**
 * What the route's auth asks for; nothing on public routes, whatever the client has.
 *
 * @throws ClientError where the client has nothing that the auth asks for
 */
export async function credentialOf(route: ClientRoute, options: ClientOptions): Promise<Credential> {
  const auth = route.auth ?? options.auth;
  if (auth === 'public') return NONE;
  const found = auth ? await find(auth, options) : 'give createClient auth';
  if (typeof found === 'string') throw new ClientError('CREDENTIAL', route.pattern, found);
  return found;
}

/** Of `anyOf` the first that the client has, of `allOf` all; a text says what it would need. */
async function find(auth: ClientScheme, options: ClientOptions): Promise<Credential | string> {
  if (!('parts' in auth)) return findOne(auth, options);
  let found = NONE;
  let lack = '';
  for (const part of auth.parts) {
    const next = await find(part, options);
    if (typeof next === 'string') lack ||= next;
    else if (auth.kind === 'any-of') return next;
    else found = { headers: [...found.headers, ...next.headers], isSigned: found.isSigned || next.isSigned };
  }
  return lack || found;
}

async function findOne({ kind, name, header }: ClientPart, options: ClientOptions): Promise<Credential | string> {
  // The connection shows a client's certificate: that is the affair of `fetch`.
  if (kind === 'mutual-tls') return NONE;
  const isKey = kind === 'api-key';
  const source = kind === 'iam' ? 'sign' : kind === 'custom' ? 'headers' : isKey ? 'apiKey' : 'token';
  const given = source === 'sign' ? options.sign : await options[source]?.(name);
  if (!given) return `give createClient a function ${source}`;
  if (typeof given === 'function') return { headers: [], isSigned: true };
  const at = isKey ? 'x-api-key' : (header ?? 'authorization');
  const headers = typeof given === 'string' ? [[at, given] as const] : Object.entries(given);
  // Headers.set would refuse a bad value as well, and quote the secret in its message.
  const isBad = headers.some(([, value]) => !(kind === 'custom' ? /^[ -~]+$/ : /^[!-~]+$/).test(value));
  if (isBad) return 'the credential is none, or has blanks';
  return { headers: at === 'authorization' && kind !== 'custom' ? [[at, `Bearer ${given}`]] : headers };
}
