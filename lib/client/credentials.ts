import type { ClientOptions, ClientRoute } from './client.js';
import { ClientError } from './client-error.js';

const HEADERS = { jwt: 'authorization', 'api-key': 'x-api-key' } as const;

/** The header that the route's auth asks for; none on public routes, whatever the client has. */
export async function credentialOf(
  { pattern, auth: own }: ClientRoute,
  { auth: inherited, token, apiKey }: ClientOptions,
): Promise<readonly [name: string, value: string] | undefined> {
  const auth = own ?? inherited;
  if (auth === 'public') return undefined;
  const refuse = (fault: string): never => {
    throw new ClientError('CREDENTIAL', pattern, fault);
  };
  if (!auth) return refuse("the route takes the gateway's auth: give it to createClient as auth");
  const source = auth.kind === 'jwt' ? token : apiKey;
  if (!source) return refuse(`give createClient a function ${auth.kind === 'jwt' ? 'token' : 'apiKey'}`);
  const value = await source(auth.name);
  // Headers.set would refuse it as well, and quote the secret in its message.
  if (typeof value !== 'string' || !/^[!-~]+$/.test(value))
    return refuse('the credential is empty or has blanks in it');
  return [HEADERS[auth.kind], auth.kind === 'jwt' ? `Bearer ${value}` : value];
}
