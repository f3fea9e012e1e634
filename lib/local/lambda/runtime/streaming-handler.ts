import type { Handler } from './load-handler.js';
import type { ResponseStream } from './response-stream.js';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';
const DELIMITER_BYTES = 8;

export type StreamingHandler = (event: unknown, stream: ResponseStream, context: object) => unknown;

interface Marked {
  [STREAMING]?: unknown;
  [HIGH_WATER_MARK]?: unknown;
}

/** How a handler streams that `awslambda.streamifyResponse` has marked; undefined for any other. */
export function streamingOf(
  handler: Handler,
): { readonly handler: StreamingHandler; readonly highWaterMark?: number } | undefined {
  const marked = handler as Handler & Marked;
  if (marked[STREAMING] !== 'response') return undefined;
  const highWaterMark = marked[HIGH_WATER_MARK];
  const streaming = handler as unknown as StreamingHandler;
  return typeof highWaterMark === 'number' ? { handler: streaming, highWaterMark } : { handler: streaming };
}

/**
 * The global that Lambda's runtime for Node.js has.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export function installAwsLambda(): void {
  if (/^(1|true)$/.test(process.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA ?? '')) return;
  Object.assign(globalThis, { awslambda: { streamifyResponse, HttpResponseStream: { from: httpStream } } });
}

function streamifyResponse(handler: Handler & Marked, options?: { readonly highWaterMark?: unknown }): Handler {
  handler[STREAMING] = 'response';
  if (typeof options?.highWaterMark === 'number') handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
  return handler;
}

/** Status and headers go out before the first chunk, and without one never. */
function httpStream(stream: ResponseStream, metadata: unknown): ResponseStream {
  stream.setContentType(PRELUDE_TYPE);
  const prelude = JSON.stringify(metadata);
  stream._onBeforeFirstWrite = (write) => {
    write(prelude);
    write(new Uint8Array(DELIMITER_BYTES));
  };
  return stream;
}
