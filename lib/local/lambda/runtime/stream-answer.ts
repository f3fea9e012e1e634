import { finished } from 'node:stream';
import { failed, isThenable, type Outcome } from './outcome.js';
import { createResponseStream, type SendChunk } from './response-stream.js';
import type { streamingOf } from './streaming-handler.js';

type Streaming = NonNullable<ReturnType<typeof streamingOf>>;

/**
 * Runs a streaming handler. It has ended once its promise has resolved and its stream is finished; what was written
 * before a failure still goes out. Asked for one payload, it is what was written.
 */
export async function streamAnswer(
  { handler, highWaterMark }: Streaming,
  { event, context, send }: { readonly event: unknown; readonly context: object; readonly send?: SendChunk },
): Promise<Outcome> {
  const collected: Uint8Array[] = [];
  const collect: SendChunk = (bytes, taken) => {
    collected.push(bytes);
    taken();
  };
  const stream = createResponseStream(send ?? collect, highWaterMark);
  const closed = new Promise<Error | null | undefined>((resolve) => void finished(stream, resolve));
  try {
    const running = handler(event, stream, context);
    if (!isThenable(running)) throw new Error('Streaming does not support non-async handlers.');
    if ((await running) !== undefined) console.warn('Streaming handlers ignore return values.');
    if (await closed) throw new Error('Response stream is not finished.');
    return { kind: 'succeeded', payload: Buffer.concat(collected).toString() };
  } catch (error) {
    if (!stream.writableEnded) stream.end();
    await closed;
    return failed(error);
  }
}
