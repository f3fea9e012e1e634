import type { InvokeResult } from '../model/engine.js';
import type { ErrorDocument } from './protocol.js';

/** Response payload of a synchronous invocation, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const RESPONSE_LIMIT_BYTES = 6_291_556;
/** Request payload of a synchronous invocation, same page. */
export const REQUEST_LIMIT_BYTES = 6_291_456;

export type FunctionError = Extract<InvokeResult, { kind: 'function-error' }>;

export function functionError(document: ErrorDocument): FunctionError {
  const { errorType, errorMessage } = document;
  return { kind: 'function-error', payload: JSON.stringify(document), errorType, errorMessage };
}

/** What Lambda says where a function's own timeout was over. */
export function timedOut(requestId: string, timeoutMs: number, nowMs: number): FunctionError {
  const errorMessage = `${new Date(nowMs).toISOString()} ${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
  return functionError({ errorType: 'Sandbox.Timedout', errorMessage });
}

export function exited(requestId: string, status: number): FunctionError {
  const how =
    status === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${status}`;
  return functionError({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${how}` });
}

export function outOfMemory(requestId: string): FunctionError {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
  return functionError({ errorType: 'Runtime.OutOfMemory', errorMessage });
}

export function responseTooLarge(): FunctionError {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`;
  return functionError({ errorType: 'Function.ResponseSizeTooLarge', errorMessage });
}

/** Whether a text is longer than `limitBytes` in UTF-8, counted only where its length leaves a doubt. */
export function exceedsBytes(text: string, limitBytes: number): boolean {
  return text.length * 3 > limitBytes && Buffer.byteLength(text) > limitBytes;
}
