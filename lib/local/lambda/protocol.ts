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
}

export interface ErrorDocument {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type LogStream = 'stdout' | 'stderr';

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-error'; readonly document: ErrorDocument }
  | { readonly kind: 'log'; readonly requestId: string; readonly stream: LogStream; readonly line: string }
  | { readonly kind: 'succeeded'; readonly ticket: number; readonly payload: string }
  | { readonly kind: 'failed'; readonly ticket: number; readonly document: ErrorDocument }
  /** The worker ends after this: an unhandled rejection or an uncaught exception. */
  | { readonly kind: 'crashed'; readonly document: ErrorDocument };
