/**
 * The parts of a REST API's REQUEST authorizer event that are read.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export interface AuthorizerEvent {
  readonly type: 'REQUEST';
  /** `arn:PARTITION:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path/as/called`. */
  readonly methodArn: string;
  /** The resource's pattern: `/orders/{id}`. */
  readonly resource: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly requestContext?: { readonly requestId?: string };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
    ];
  };
  /** Strings only: API Gateway takes no objects here. */
  readonly context?: Readonly<Record<string, string>>;
}
