/** A request about keys that cannot be fulfilled as it is; whoever made it can mend it. Never with a key's value. */
export class KeyRequestError extends Error {
  override readonly name = 'KeyRequestError';
}
