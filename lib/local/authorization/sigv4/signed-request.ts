/** The parts of a request that Signature Version 4 covers. */
export interface SignedRequest {
  readonly method: string;
  /** As it was sent, undecoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly rawQuery: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** All values of a header, in their order; undefined where it was not sent. */
export function headerText({ headers }: SignedRequest, name: string): string | undefined {
  const values = headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));
  return values.length === 0 ? undefined : values.join(',');
}

/** Name and value of each parameter, decoded, in the order they were sent. A plus sign is one. */
export function queryPairs(rawQuery: string): readonly (readonly [name: string, value: string])[] {
  return rawQuery
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decoded(part), ''] : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
