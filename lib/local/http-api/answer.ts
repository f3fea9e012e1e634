/** What the gateway will send, before CORS and `apigw-requestid` are added. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | string;
  /** `$context.error.message`: set where the gateway itself answers. */
  readonly errorMessage?: string;
}

const JSON_HEADERS = [['content-type', 'application/json']] as const;

/** An answer of the gateway's own: `{"message":"Not Found"}`. */
export function gatewayError(
  status: number,
  message: string,
  headers: readonly (readonly [string, string])[] = [],
): Answer {
  return { status, headers: [...JSON_HEADERS, ...headers], body: `{"message":"${message}"}`, errorMessage: message };
}

export const NOT_FOUND = gatewayError(404, 'Not Found');
export const UNAUTHORIZED = gatewayError(401, 'Unauthorized');
export const FORBIDDEN = gatewayError(403, 'Forbidden');
export const TOO_MANY_REQUESTS = gatewayError(429, 'Too Many Requests');
export const REQUEST_TOO_LARGE = gatewayError(413, 'Request Entity Too Large');
export const HEADERS_TOO_LARGE = gatewayError(431, 'Request Header Fields Too Large');
export const INTERNAL_SERVER_ERROR = gatewayError(500, 'Internal Server Error');
/** HTTP APIs answer 503, not 504, when an integration takes longer than its timeout. */
export const SERVICE_UNAVAILABLE = gatewayError(503, 'Service Unavailable');
