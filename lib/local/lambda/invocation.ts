import type { InvokeResult } from '../model/engine.js';

/** An invocation on its way through the pool. The first result stands; later ones are dropped. */
export interface Invocation {
  readonly requestId: string;
  readonly arn: string;
  readonly traceId: string;
  readonly payload: string;
  readonly queuedAtMs: number;
  /** @default the answer is one payload */
  readonly onChunk?: (chunk: Uint8Array) => Promise<void>;
  /** The caller has its answer: a queued invocation need not run any more. */
  settled: boolean;
  readonly settle: (result: InvokeResult) => void;
}
