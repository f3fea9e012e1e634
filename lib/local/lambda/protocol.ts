/** What a worker is told when it starts. */
export interface WorkerSettings {
  readonly taskRoot: string;
  readonly handler: string;
  /** Of `nodejs24.x`: 24. */
  readonly runtimeMajor: number;
  readonly functionName: string;
  readonly memoryMb: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly timeoutMs: number;
  readonly standIns: readonly (readonly [prefix: string, local: string])[];
  /** Of the `Claims` that pool and worker share. */
  readonly claims: SharedArrayBuffer;
}

/** One invocation; `payload` is JSON as text, which crosses threads cheaper than objects do. */
export interface InvocationMessage {
  readonly requestId: string;
  readonly arn: string;
  /** What the worker claims before it begins. */
  readonly ticket: number;
  readonly traceId: string;
  readonly payload: string;
  /** The answer is sent in chunks. */
  readonly streams: boolean;
}

/** What a worker is sent: invocations to run one after the other, or that its chunk was taken. */
export type PoolMessage = readonly InvocationMessage[] | 'taken';

export interface ErrorDocument {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type LogStream = 'stdout' | 'stderr';

interface Ended {
  readonly ticket: number;
  /** By the worker's own clock: what its answer waits for on the way does not count. */
  readonly tookMs: number;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-error'; readonly document: ErrorDocument }
  | { readonly kind: 'log'; readonly requestId: string; readonly stream: LogStream; readonly line: string }
  /** The next one follows once this one is taken. */
  | { readonly kind: 'chunk'; readonly ticket: number; readonly bytes: Uint8Array }
  | (Ended & { readonly kind: 'succeeded'; readonly payload: string })
  | (Ended & { readonly kind: 'failed'; readonly document: ErrorDocument })
  /** The worker ends after this: an unhandled rejection or an uncaught exception. */
  | { readonly kind: 'crashed'; readonly document: ErrorDocument };
