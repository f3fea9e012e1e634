import { Writable } from 'node:stream';
import { runtimeError } from './runtime-error.js';

type WriteChunk = (chunk: string | Uint8Array) => unknown;

/** What a streaming handler writes to. */
export interface ResponseStream extends Writable {
  setContentType: (contentType: string) => void;
  _onBeforeFirstWrite?: (write: WriteChunk) => void;
}

/** Takes a chunk, and says when it takes the next. */
export type SendChunk = (bytes: Uint8Array, taken: () => void) => void;

/**
 * The response stream of Lambda's runtime for Node.js: a value that is neither text nor bytes goes out as JSON, and
 * what `HttpResponseStream.from` puts first goes out with the first `write`; `end(chunk)` alone sends no head.
 *
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
export function createResponseStream(send: SendChunk, highWaterMark?: number): ResponseStream {
  const stream = new Writable({
    ...(highWaterMark !== undefined && { highWaterMark }),
    write: (chunk: Buffer, _encoding, done) => send(chunk, done),
    writev: (chunks, done) => send(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)), done),
  }) as ResponseStream;
  const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
  let begun = false;
  stream.setContentType = () => {
    if (begun) throw runtimeError('Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.');
  };
  stream.write = (chunk: unknown, ...rest: unknown[]) => {
    if (!begun) stream._onBeforeFirstWrite?.((part) => write(part));
    begun = true;
    return write(typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk), ...rest);
  };
  // What ends the stream early ends the invocation; nobody else has to listen for it.
  stream.on('error', () => {});
  return stream;
}
