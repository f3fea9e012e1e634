import type { TokenClaims } from '../token-claims.js';

/** Name and value, in the order and letter case that they were sent in; a name may come several times. */
export type Pair = readonly [name: string, value: string];

/** A request on its way to what answers it. */
export interface RequestMessage {
  readonly path: string;
  readonly headers: readonly Pair[];
  /** Decoded. */
  readonly query: readonly Pair[];
  /** Undefined where there is none. */
  readonly body: Uint8Array | undefined;
}

/** What of a request cannot be changed, and values may come from. */
export interface RequestFacts {
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** Of the caller's first token; not asked for where no value comes from it. */
  readonly claims: () => TokenClaims['claims'];
}

export interface ResponseMessage {
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body: Uint8Array | undefined;
}

/** The values of a header joined with `,`, as API Gateway joins them; undefined where it was not sent. */
export function headerOf(headers: readonly Pair[], name: string): string | undefined {
  const values = headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return values.length > 0 ? values.join(',') : undefined;
}
