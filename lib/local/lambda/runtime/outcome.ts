import type { ErrorDocument } from '../protocol.js';
import { errorDocument, runtimeError } from './runtime-error.js';

/** How an invocation ended. */
export type Outcome =
  | { readonly kind: 'succeeded'; readonly payload: string }
  | { readonly kind: 'failed'; readonly document: ErrorDocument };

/** What an invocation's result is as JSON. */
export function succeeded(result: unknown): Outcome {
  try {
    return { kind: 'succeeded', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return failed(runtimeError('Runtime.MarshalError', `Unable to stringify response body as json: ${cause}`));
  }
}

export function failed(error: unknown): Outcome {
  return { kind: 'failed', document: errorDocument(error) };
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
