import type { AccessLogModel, Throttle } from './cloud.js';

/** An HTTP API, whether it came from an OpenAPI body or from single resources. */
export interface HttpApiModel extends HttpApiDefinition {
  readonly kind: 'http';
  readonly stackName: string;
  readonly logicalId: string;
  readonly apiId: string;
  readonly stages: readonly HttpStage[];
  readonly disableExecuteApiEndpoint: boolean;
}

/** What an OpenAPI body can say of an HTTP API. */
export interface HttpApiDefinition {
  readonly name: string;
  readonly routes: readonly HttpRoute[];
  readonly integrations: Readonly<Record<string, HttpIntegration>>;
  readonly authorizers: Readonly<Record<string, HttpAuthorizer>>;
  readonly cors?: HttpCors;
}

export interface HttpRoute {
  /** `GET /pets/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly routeId: string;
  readonly operationName?: string;
  readonly integrationId: string;
  readonly authorization:
    | { readonly kind: 'NONE' }
    | { readonly kind: 'AWS_IAM' }
    | { readonly kind: 'JWT'; readonly authorizerId: string; readonly scopes: readonly string[] }
    | { readonly kind: 'CUSTOM'; readonly authorizerId: string };
}

export interface HttpIntegration {
  readonly id: string;
  readonly kind: 'AWS_PROXY' | 'HTTP_PROXY';
  /** Function ARN or invocation URI, or URL with `{param}`, as written. */
  readonly uri?: string;
  /** `EventBridge-PutEvents`, `SQS-SendMessage` … */
  readonly subtype?: string;
  readonly httpMethod?: string;
  readonly payloadFormatVersion: '1.0' | '2.0';
  /** `append:header.x`, `overwrite:path`, `remove:querystring.q` → value. */
  readonly requestParameters: Readonly<Record<string, string>>;
  /** Status code → `overwrite:statuscode`, `append:header.x` … → value. */
  readonly responseParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly timeoutMs: number;
  readonly connectionType: 'INTERNET' | 'VPC_LINK';
  readonly connectionId?: string;
  readonly credentials?: string;
}

export type HttpAuthorizer =
  | {
      readonly id: string;
      readonly name: string;
      readonly kind: 'JWT';
      readonly issuer: string;
      readonly audience: readonly string[];
      /** `$request.header.Authorization` … */
      readonly identitySource: readonly string[];
    }
  | {
      readonly id: string;
      readonly name: string;
      readonly kind: 'REQUEST';
      readonly functionArn: string;
      readonly identitySource: readonly string[];
      readonly payloadFormatVersion: '1.0' | '2.0';
      readonly simpleResponses: boolean;
      readonly ttlSeconds: number;
    };

export interface HttpCors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
}

export interface HttpStage {
  readonly stackName: string;
  readonly logicalId: string;
  /** `$default` is served at the root. */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly defaultThrottle?: Throttle;
  /** Route key → limits. */
  readonly routeThrottles: Readonly<Record<string, Throttle>>;
  readonly accessLog?: AccessLogModel;
}
