/** What API Gateway answers by itself. https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export type GatewayResponseType = keyof typeof GATEWAY_RESPONSES;

interface GatewayResponseDefault {
  readonly status: number;
  readonly message: string;
  /** Value of `x-amzn-ErrorType`. */
  readonly errorType: string;
}

const failure = { message: 'Internal server error', errorType: 'InternalServerErrorException' } as const;

export const GATEWAY_RESPONSES = {
  ACCESS_DENIED: {
    status: 403,
    message: 'User is not authorized to access this resource',
    errorType: 'AccessDeniedException',
  },
  API_CONFIGURATION_ERROR: { status: 500, ...failure },
  AUTHORIZER_CONFIGURATION_ERROR: { ...failure, status: 500, errorType: 'AuthorizerConfigurationException' },
  AUTHORIZER_FAILURE: { ...failure, status: 500, errorType: 'AuthorizerFailureException' },
  BAD_REQUEST_BODY: { status: 400, message: 'Invalid request body', errorType: 'BadRequestException' },
  BAD_REQUEST_PARAMETERS: {
    status: 400,
    message: 'Missing required request parameters: []',
    errorType: 'BadRequestException',
  },
  DEFAULT_4XX: { status: 400, message: 'Bad Request', errorType: 'BadRequestException' },
  DEFAULT_5XX: { status: 500, ...failure },
  EXPIRED_TOKEN: {
    status: 403,
    message: 'The security token included in the request is expired',
    errorType: 'ExpiredTokenException',
  },
  INTEGRATION_FAILURE: {
    status: 504,
    message: 'Network error communicating with endpoint',
    errorType: 'InternalServerErrorException',
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
  },
  INVALID_API_KEY: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  INVALID_SIGNATURE: {
    status: 403,
    message: 'The request signature we calculated does not match the signature you provided.',
    errorType: 'InvalidSignatureException',
  },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  QUOTA_EXCEEDED: { status: 429, message: 'Limit Exceeded', errorType: 'LimitExceededException' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long', errorType: 'RequestTooLargeException' },
  THROTTLED: { status: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Unsupported Media Type', errorType: 'BadRequestException' },
  WAF_FILTERED: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
} as const satisfies Record<string, GatewayResponseDefault>;

export interface GatewayFaultDetail {
  /** `null` where AWS answers `{"message":null}`. */
  readonly message?: string | null;
  readonly status?: number;
  /** Value of `x-amzn-ErrorType` where it is not the type's own. */
  readonly errorType?: string;
  /** For the log alone: why. */
  readonly reason?: string;
  readonly validationError?: string;
}

/** Ends a request with a gateway response. */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault';
  readonly type: GatewayResponseType;
  readonly detail: GatewayFaultDetail;

  constructor(type: GatewayResponseType, detail: GatewayFaultDetail = {}) {
    super(type);
    this.type = type;
    this.detail = detail;
  }
}
