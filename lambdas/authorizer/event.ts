import type { MethodPolicy } from '../../lib/runtime/method-policy.js';

/**
 * The parts of a REST API's REQUEST authorizer event that are read.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export interface RestEvent {
  readonly version?: '1.0';
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

/**
 * The parts of an HTTP API's event, payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export interface HttpEvent {
  readonly version: '2.0';
  readonly type: 'REQUEST';
  /** `GET /orders/{id}`. */
  readonly routeKey: string;
  /** Several headers of one name come as one, with commas between the values. */
  readonly headers: Readonly<Record<string, string | undefined>> | null;
  readonly requestContext?: { readonly requestId?: string };
}

export type AuthorizerEvent = RestEvent | HttpEvent;

/** Strings only: REST APIs take no objects here. */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
export interface RestAnswer {
  readonly principalId: string;
  readonly policyDocument: MethodPolicy;
  readonly context?: AuthorizerContext;
  /** The value of the API key that the request counts against, where the API has its keys from the authorizer. */
  readonly usageIdentifierKey?: string;
}

/** The simple response of an HTTP API. */
export interface HttpAnswer {
  readonly isAuthorized: boolean;
  readonly context?: AuthorizerContext;
}

export type AuthorizerAnswer = RestAnswer | HttpAnswer;
