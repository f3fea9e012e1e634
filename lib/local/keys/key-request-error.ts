export type KeyRefusal =
  | 'unknown-key'
  | 'unknown-plan'
  | 'not-on-plan'
  | 'template-key'
  | 'bad-value'
  | 'value-taken'
  | 'already-on-plan'
  | 'stage-conflict'
  | 'too-many-plans'
  | 'too-many-keys'
  | 'no-quota';

/** A request to the key store that it cannot fulfil; the message never holds a key's value. */
export class KeyRequestError extends Error {
  readonly code = 'KEY_REQUEST_REFUSED';
  override readonly name = 'KeyRequestError';
  readonly refusal: KeyRefusal;

  constructor(refusal: KeyRefusal, message: string) {
    super(message);
    this.refusal = refusal;
  }
}
