import type { DecodedRequest } from './event.js';

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

/** @param extra headers of the gateway's; the handler's own stand above them. */
export function encodeResult(
  result: HandlerResult,
  version: DecodedRequest['version'],
  extra: Readonly<Record<string, string>> = {},
): ProxyResult {
  const { content, contentType, isBase64Encoded } = encodeBody(result.body);
  const headers = {
    ...extra,
    ...(contentType && { 'content-type': contentType }),
    ...lowerCased(result.headers ?? {}),
  };
  const base = { statusCode: result.status, headers, body: content, isBase64Encoded };
  if (!result.cookies?.length) return base;
  return version === '2.0'
    ? { ...base, cookies: result.cookies }
    : { ...base, multiValueHeaders: { 'set-cookie': result.cookies } };
}

function encodeBody(body: unknown): { content: string; contentType?: string; isBase64Encoded: boolean } {
  if (body === undefined) return { content: '', isBase64Encoded: false };
  if (body instanceof Uint8Array) {
    return {
      content: Buffer.from(body).toString('base64'),
      contentType: 'application/octet-stream',
      isBase64Encoded: true,
    };
  }
  if (typeof body === 'string')
    return { content: body, contentType: 'text/plain; charset=utf-8', isBase64Encoded: false };
  return { content: JSON.stringify(body), contentType: 'application/json', isBase64Encoded: false };
}

function lowerCased(headers: Readonly<Record<string, HeaderValue>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), `${value}`]])),
  );
}
