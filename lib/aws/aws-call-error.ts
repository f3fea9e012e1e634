/** Why a call of AWS failed, as far as somebody can act on it. */
export type AwsFault =
  | 'not-found'
  | 'conflict'
  /** AWS took the request for wrong. */
  | 'refused'
  | 'throttled'
  | 'access-denied'
  | 'no-credentials'
  | 'bad-credentials'
  | 'expired-session'
  | 'no-region'
  | 'unreachable'
  /** The connection broke or timed out: nobody knows whether the call was done. */
  | 'interrupted'
  /** AWS failed. */
  | 'failed';

/** A call of AWS that failed, in words for whoever ran the command; never with a key's value. */
export class AwsCallError extends Error {
  override readonly name = 'AwsCallError';
  readonly fault: AwsFault;
  /** At least so long AWS wants to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(fault: AwsFault, message: string, retryAfterMs?: number) {
    super(message);
    this.fault = fault;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether a call failed for one of these reasons. */
export function failedFor(error: unknown, ...faults: readonly AwsFault[]): error is AwsCallError {
  return error instanceof AwsCallError && faults.includes(error.fault);
}
