/**
 * Why a request is not let through, as a word for the log.
 * `unauthorized` is the token's fault (401); `forbidden`, a good token that is not enough (403); `unavailable`, nobody
 * could say (500).
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: 'unauthorized' | 'forbidden' | 'unavailable';
  readonly reason: string;

  constructor(kind: Refusal['kind'], reason: string) {
    super(reason);
    this.kind = kind;
    this.reason = reason;
  }
}

export const unauthorized = (reason: string): Refusal => new Refusal('unauthorized', reason);
export const forbidden = (reason: string): Refusal => new Refusal('forbidden', reason);
export const unavailable = (reason: string): Refusal => new Refusal('unavailable', reason);
