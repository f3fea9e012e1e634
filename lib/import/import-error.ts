/** A document that cannot be imported at all, in words for whoever named it. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}
