import type { ServerResponse } from 'node:http';

/**
 * Sends a body as its parts come, no faster than the caller takes them. Where it breaks off, the connection is cut: any
 * end would look like the true one. Of a caller who has gone it hears with the next part.
 *
 * @returns how many bytes were sent
 * @throws what `begin` does; nothing was sent then
 */
export async function sendParts(
  response: ServerResponse,
  parts: AsyncIterable<Uint8Array>,
  { hasBody, begin }: { readonly hasBody: boolean; readonly begin: () => void },
): Promise<number> {
  try {
    // One that promises a length and sends another would end in the middle of the next answer.
    response.strictContentLength = hasBody;
    begin();
    response.flushHeaders();
  } catch (error) {
    await giveUp(parts);
    throw error;
  }
  if (hasBody) return sendAll(response, parts);
  response.end();
  await giveUp(parts);
  return 0;
}

async function sendAll(response: ServerResponse, parts: AsyncIterable<Uint8Array>): Promise<number> {
  let sent = 0;
  try {
    for await (const part of parts) {
      if (response.destroyed) break;
      sent += part.length;
      if (!response.write(part)) await writable(response);
    }
    response.end();
  } catch {
    response.destroy();
  }
  return sent;
}

function writable(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

/** Parts are let go of by whoever has begun with them. */
export async function giveUp(parts: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _part of parts) break;
  } catch {
    // Nobody is there to hear of it.
  }
}
