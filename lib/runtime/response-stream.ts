import type { ProxyEvent } from './event.js';
import type { ProxyResult } from './result.js';

/** Status, headers and cookies: all of an answer but its body. */
export type ResultHead = Omit<ProxyResult, 'body' | 'isBase64Encoded'>;

/** The part of Node's `Writable` that is used. */
export interface ResponseStream {
  write(chunk: string | Uint8Array): boolean;
  end(): void;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

type StreamingHandler = (event: ProxyEvent, stream: ResponseStream, context?: unknown) => Promise<void>;

/** https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
export interface AwsLambda {
  readonly streamifyResponse: (handler: StreamingHandler) => StreamingHandler;
  readonly HttpResponseStream: { from: (stream: ResponseStream, head: ResultHead) => ResponseStream };
}

/** The global that Lambda's Node runtime has; nothing else has it. */
export function awsLambda(): AwsLambda | undefined {
  return (globalThis as { readonly awslambda?: AwsLambda }).awslambda;
}
