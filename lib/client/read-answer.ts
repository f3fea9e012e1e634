import type { ClientResponse } from './client.js';
import { ClientError } from './client-error.js';

export async function readAnswer(pattern: string, response: Response): Promise<ClientResponse> {
  const { status, headers } = response;
  return { status, headers, body: await readBody(pattern, response) };
}

async function readBody(pattern: string, response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? 'text/plain';
  if (!/^text\/|json|xml|urlencoded/i.test(type)) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length ? bytes : undefined;
  }
  const text = await response.text();
  if (text === '') return undefined;
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new ClientError('RESPONSE_JSON', pattern, 'no JSON', response.status);
  }
}
