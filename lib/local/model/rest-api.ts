import type { AccessLogModel, Throttle } from './cloud.js';

/** A REST API, whether it came from an OpenAPI body or from single resources. */
export interface RestApiModel extends RestApiDefinition {
  readonly kind: 'rest';
  readonly stackName: string;
  readonly logicalId: string;
  /** Ten characters, derived from stack and logical id. */
  readonly apiId: string;
  readonly stages: readonly RestStage[];
  readonly disableExecuteApiEndpoint: boolean;
}

/** What an OpenAPI body can say of a REST API. */
export interface RestApiDefinition {
  readonly name: string;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly binaryMediaTypes: readonly string[];
  readonly minimumCompressionSizeBytes?: number;
  readonly policy?: unknown;
  readonly methods: readonly RestMethod[];
  readonly authorizers: Readonly<Record<string, RestAuthorizer>>;
  /** Model name → JSON Schema draft 4; references stay as written. */
  readonly models: Readonly<Record<string, unknown>>;
  /** Response type (`UNAUTHORIZED`, `DEFAULT_4XX` …) → override. */
  readonly gatewayResponses: Readonly<Record<string, GatewayResponseModel>>;
}

export interface RestMethod {
  /** Resource path: `/pets/{id}`, `/{proxy+}`. */
  readonly path: string;
  readonly resourceId: string;
  /** Upper case; `ANY` matches those that have no method of their own. */
  readonly httpMethod: string;
  readonly operationName?: string;
  readonly authorization:
    | { readonly kind: 'NONE' }
    | { readonly kind: 'AWS_IAM' }
    | { readonly kind: 'CUSTOM'; readonly authorizerId: string }
    | { readonly kind: 'COGNITO_USER_POOLS'; readonly authorizerId: string; readonly scopes: readonly string[] };
  readonly apiKeyRequired: boolean;
  /** `method.request.querystring.q` → required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Content type → model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly validator?: { readonly body: boolean; readonly parameters: boolean };
  readonly integration?: RestIntegration;
  /** Status code → declared response. */
  readonly responses: Readonly<
    Record<
      string,
      { readonly parameters: Readonly<Record<string, boolean>>; readonly models: Readonly<Record<string, string>> }
    >
  >;
}

export interface RestIntegration {
  readonly kind: 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';
  /** With `${stageVariables.x}` and `{param}` as written. */
  readonly uri?: string;
  readonly httpMethod?: string;
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
  readonly timeoutMs: number;
  readonly credentials?: string;
  readonly connectionType: 'INTERNET' | 'VPC_LINK';
  readonly connectionId?: string;
  readonly responseTransferMode: 'BUFFERED' | 'STREAM';
  readonly tlsInsecureSkipVerification: boolean;
  readonly responses: readonly RestIntegrationResponse[];
}

export interface RestIntegrationResponse {
  /** Absent: the default response. */
  readonly selectionPattern?: string;
  readonly statusCode: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
}

export interface RestAuthorizer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  readonly functionArn?: string;
  /** `method.request.header.Authorization` … */
  readonly identitySource: readonly string[];
  readonly validationExpression?: string;
  readonly ttlSeconds: number;
  readonly userPoolArns: readonly string[];
}

export interface GatewayResponseModel {
  readonly statusCode?: string;
  /** `gatewayresponse.header.X` → value. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

export interface RestStage {
  readonly stackName: string;
  readonly logicalId: string;
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Keyed RESOURCE_PATH/METHOD with escapes (`~1`) undone: `/pets/{id}/GET`.
   * A path of `/` followed by an asterisk stands for all paths, an asterisk as the method for all methods.
   */
  readonly methodSettings: Readonly<Record<string, RestMethodSettings>>;
  readonly accessLog?: AccessLogModel;
  /** The web ACL that looks at each request first; absent: none does. */
  readonly webAclArn?: string;
  readonly tracingEnabled: boolean;
  readonly canary?: {
    readonly percentTraffic: number;
    readonly stageVariableOverrides: Readonly<Record<string, string>>;
    /** What the canary deploys; absent: the same as the stage. */
    readonly definition?: RestApiDefinition;
  };
}

export interface RestMethodSettings {
  readonly throttle?: Throttle;
  readonly cachingEnabled?: boolean;
  readonly cacheTtlSeconds?: number;
}
