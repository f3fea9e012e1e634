import type { ProxyEventV1, ProxyEventV2 } from '../../lib/runtime/event.js';

export const VERSIONS = ['1.0', '2.0'] as const;
export type Version = (typeof VERSIONS)[number];

export interface Sent {
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly cookies?: readonly string[];
  readonly query?: string;
  /** As they stand in the address. */
  readonly params?: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly keyId?: string;
}

/** The same request, as each payload format hands it over. */
export function eventOf(version: Version, sent: Sent): ProxyEventV1 | ProxyEventV2 {
  return version === '1.0' ? eventV1(sent) : eventV2(sent);
}

function eventV1(sent: Sent): ProxyEventV1 {
  const multiValueHeaders = { ...allHeaders(sent), ...(sent.cookies && { Cookie: [sent.cookies.join('; ')] }) };
  return {
    httpMethod: 'POST',
    headers: mapValues(multiValueHeaders, (values) => values.at(-1) ?? ''),
    multiValueHeaders,
    queryStringParameters: sent.query === undefined ? null : Object.fromEntries(new URLSearchParams(sent.query)),
    multiValueQueryStringParameters: sent.query === undefined ? null : listsOf(new URLSearchParams(sent.query)),
    pathParameters: sent.params ?? null,
    ...bodyOf(sent, null),
    requestContext: {
      requestId: 'req-17',
      authorizer: sent.claims ? { claims: JSON.stringify(sent.claims) } : null,
      identity: { apiKeyId: sent.keyId ?? null },
    },
  };
}

function eventV2(sent: Sent): ProxyEventV2 {
  const { body, isBase64Encoded } = bodyOf(sent, undefined);
  return {
    version: '2.0',
    headers: Object.fromEntries(
      Object.entries(allHeaders(sent)).map(([name, values]) => [name.toLowerCase(), values.join(', ')]),
    ),
    rawQueryString: sent.query ?? '',
    ...(sent.cookies && { cookies: sent.cookies }),
    ...(sent.params && { pathParameters: mapValues(sent.params, lenientlyDecoded) }),
    ...(body !== undefined && { body }),
    isBase64Encoded,
    requestContext: {
      requestId: 'req-17',
      ...(sent.claims && { authorizer: { jwt: { claims: mapValues(sent.claims, String), scopes: null } } }),
    },
  };
}

function allHeaders(sent: Sent): Record<string, readonly string[]> {
  return { ...(sent.contentType && { 'Content-Type': [sent.contentType] }), ...sent.headers };
}

function bodyOf<None>({ body }: Sent, none: None): { body: string | None; isBase64Encoded: boolean } {
  if (body === undefined) return { body: none, isBase64Encoded: false };
  if (typeof body === 'string') return { body, isBase64Encoded: false };
  return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function lenientlyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function listsOf(pairs: URLSearchParams): Record<string, readonly string[]> {
  return Object.fromEntries([...new Set(pairs.keys())].map((name) => [name, pairs.getAll(name)]));
}
