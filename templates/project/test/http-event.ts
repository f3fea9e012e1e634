import type { ProxyEventV2 } from 'gatewright/runtime';

interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Claims of the caller's token, which API Gateway has verified. */
  readonly claims?: Readonly<Record<string, string>>;
}

/** What a function receives from an HTTP API. */
export function httpEvent({ params = {}, body, claims }: Request): ProxyEventV2 {
  return {
    version: '2.0',
    headers: { 'content-type': 'application/json' },
    rawQueryString: '',
    pathParameters: params,
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1', ...(claims && { authorizer: { jwt: { claims, scopes: null } } }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
