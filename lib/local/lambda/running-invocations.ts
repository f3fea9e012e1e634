import type { InvokeOptions, InvokeResult } from '../model/engine.js';
import type { Deadlines } from './deadlines.js';
import type { Invocation } from './invocation.js';

export interface RunningInvocations {
  /** Makes an invocation, hands it to `submit`, and answers its first result, or that the caller's time was over. */
  readonly run: (
    call: { readonly arn: string; readonly payload: string; readonly options: InvokeOptions },
    submit: (invocation: Invocation) => void,
  ) => Promise<InvokeResult>;
  /** Resolves once nothing runs, or after `graceMs`. */
  readonly drained: (graceMs: number) => Promise<void>;
}

export function createRunningInvocations(deadlines: Deadlines, nowMs: () => number): RunningInvocations {
  let running = 0;
  let whenNone: (() => void) | undefined;

  function ended(): void {
    running -= 1;
    if (running === 0) whenNone?.();
  }

  return {
    run: ({ arn, payload, options: { requestId, traceId = '', timeoutMs, onChunk } }, submit) =>
      new Promise<InvokeResult>((resolve) => {
        running += 1;
        let callOff: (() => void) | undefined;
        const invocation: Invocation = {
          requestId,
          arn,
          traceId,
          payload,
          queuedAtMs: nowMs(),
          ...(onChunk && { onChunk }),
          settled: false,
          settle(result) {
            if (invocation.settled) return;
            invocation.settled = true;
            callOff?.();
            ended();
            resolve(result);
          },
        };
        if (timeoutMs !== undefined) callOff = deadlines.add(timeoutMs, () => invocation.settle(CALLER_TIMEOUT));
        submit(invocation);
      }),
    async drained(graceMs) {
      if (running === 0) return;
      await new Promise<void>((resolve) => {
        whenNone = resolve;
        deadlines.add(graceMs, resolve);
      });
    },
  };
}

const CALLER_TIMEOUT: InvokeResult = { kind: 'caller-timeout' };
