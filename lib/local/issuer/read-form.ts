import type { IncomingMessage } from 'node:http';

/** More than any token that fits into a header. */
const MAX_FORM_BYTES = 64 * 1024;

/** A form's fields; `undefined` where it is none, is too large, or has a field twice (RFC 6749, section 3.2). */
export async function readForm(request: IncomingMessage): Promise<ReadonlyMap<string, string> | undefined> {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    request.resume();
    return undefined;
  }
  const body = await readText(request);
  if (body === undefined) return undefined;
  const fields = [...new URLSearchParams(body)];
  const form = new Map(fields);
  return form.size === fields.length ? form : undefined;
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_FORM_BYTES) chunks.push(chunk);
  }
  return bytes <= MAX_FORM_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}
