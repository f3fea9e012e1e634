export type Bytes = Uint8Array;

/** Left out where it is undefined. */
export type HeaderValue = string | number | boolean | undefined;

/** What a handler answers. A `string` or bytes go out as they are, anything else as JSON. */
export interface HandlerResult {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, HeaderValue>>;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
}

export interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly cookies?: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** An RFC 9457 problem. */
export interface ProblemDetails {
  readonly title?: string;
  readonly detail?: string;
  readonly type?: string;
  readonly instance?: string;
  readonly [extension: string]: unknown;
}

/** What {@link problem} makes: every route may answer it. */
export interface ProblemResult {
  readonly kind: 'problem';
  readonly status: number;
  readonly headers: { readonly 'content-type': 'application/problem+json' };
  readonly body: ProblemDetails;
}

/** An error answer as `application/problem+json` (RFC 9457). */
export function problem(status: number, details: ProblemDetails = {}): ProblemResult {
  return {
    kind: 'problem',
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: { type: 'about:blank', ...details, status },
  };
}
