/**
 * Why a request is not let through, as a word for the log.
 * `unauthorized` is the token's fault (401), `unavailable` the issuer's (500).
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: 'unauthorized' | 'unavailable';
  readonly reason: string;

  constructor(kind: Refusal['kind'], reason: string) {
    super(reason);
    this.kind = kind;
    this.reason = reason;
  }
}

export const unauthorized = (reason: string): Refusal => new Refusal('unauthorized', reason);
export const unavailable = (reason: string): Refusal => new Refusal('unavailable', reason);
