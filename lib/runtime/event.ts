/** The parts of a Lambda proxy event that the wrapper reads: REST APIs send 1.0, HTTP APIs 2.0. */
export interface ProxyEventV1 {
  readonly version?: '1.0';
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly queryStringParameters: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly pathParameters: Readonly<Record<string, string | undefined>> | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly authorizer?: Readonly<Record<string, unknown>> | null;
    readonly identity?: RestIdentity;
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
export interface RestIdentity {
  readonly apiKeyId?: string | null;
  /** Of a call that AWS credentials signed. */
  readonly userArn?: string | null;
  readonly accountId?: string | null;
  readonly user?: string | null;
  readonly clientCert?: ClientCertificate | null;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html */
export interface ClientCertificate {
  readonly clientCertPem: string;
  readonly subjectDN: string;
  readonly issuerDN: string;
  readonly serialNumber: string;
  readonly validity?: { readonly notBefore: string; readonly notAfter: string };
}

export interface ProxyEventV2 {
  readonly version: '2.0';
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly requestId: string;
    readonly authorizer?: {
      readonly jwt?: { readonly claims: Readonly<Record<string, unknown>>; readonly scopes: readonly string[] | null };
      /** What a Lambda authorizer answered as its context. */
      readonly lambda?: Readonly<Record<string, unknown>> | null;
      /** Of a call that AWS credentials signed. */
      readonly iam?: { readonly userArn?: string; readonly accountId?: string; readonly userId?: string };
    };
    readonly authentication?: { readonly clientCert?: ClientCertificate | null } | null;
  };
}

export type ProxyEvent = ProxyEventV1 | ProxyEventV2;

/** A proxy event with the differences of its version gone. */
export interface DecodedRequest {
  readonly version: '1.0' | '2.0';
  readonly requestId: string;
  /** Lower-cased names; several values joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The last value of each name. */
  readonly query: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  /** Undefined where the request had none. */
  readonly body: Uint8Array | undefined;
}

export function decodeEvent(event: ProxyEvent): DecodedRequest {
  const isV2 = event.version === '2.0';
  return {
    version: isV2 ? '2.0' : '1.0',
    requestId: event.requestContext.requestId,
    headers: isV2 ? headersOfV2(event) : headersOfV1(event),
    query: defined(
      isV2 ? new URLSearchParams(event.rawQueryString) : Object.entries(event.queryStringParameters ?? {}),
    ),
    params: paramsOf(event),
    body: event.body == null ? undefined : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function headersOfV1(event: ProxyEventV1): Record<string, string> {
  // Names come from callers: `__proto__` is a name like any other.
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(event.headers ?? {}))
    if (value != null) headers[name.toLowerCase()] = value;
  for (const [name, values] of Object.entries(event.multiValueHeaders ?? {})) {
    if (values) headers[name.toLowerCase()] = values.join(', ');
  }
  return headers;
}

/** HTTP APIs take the cookies out of the headers. */
function headersOfV2(event: ProxyEventV2): Record<string, string> {
  const headers = defined(Object.entries(event.headers));
  if (event.cookies?.length) headers.cookie = event.cookies.join('; ');
  return headers;
}

/** REST APIs hand path parameters over as sent, HTTP APIs decoded: here they are always decoded. */
function paramsOf(event: ProxyEvent): Record<string, string> {
  const params = defined(Object.entries(event.pathParameters ?? {}));
  if (event.version === '2.0') return params;
  for (const [name, value] of Object.entries(params)) params[name] = decoded(value);
  return params;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function defined(pairs: Iterable<readonly [string, string | undefined]>): Record<string, string> {
  const kept: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs) if (value != null) kept[name] = value;
  return kept;
}
