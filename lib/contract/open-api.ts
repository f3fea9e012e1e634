import type { ContractInfo, ExternalDocs } from '../spec/contract-info.js';

/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 holds it. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document without anybody's extensions. https://spec.openapis.org/oas/v3.1.1 */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
    readonly termsOfService?: string;
    readonly contact?: NonNullable<ContractInfo['contact']>;
    readonly license?: NonNullable<ContractInfo['license']>;
  };
  readonly externalDocs?: ExternalDocs;
  readonly servers: readonly ServerObject[];
  readonly tags?: readonly { readonly name: string; readonly description: string }[];
  /** Method in lower case → operation, by path. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, SchemaObject>>;
    readonly responses: Readonly<Record<string, ResponseObject>>;
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  };
}

export interface ServerObject {
  readonly url: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly description?: string }>>;
}

export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: true;
  readonly externalDocs?: ExternalDocs;
  /** Empty: everybody. */
  readonly security: readonly SecurityRequirement[];
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, ResponseObject | Reference>>;
}

export interface ParameterObject {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly deprecated?: true;
  readonly schema: SchemaObject;
  readonly example?: unknown;
}

export type Content = Readonly<Record<string, { readonly schema?: SchemaObject; readonly example?: unknown }>>;

export interface ResponseObject {
  readonly description: string;
  readonly headers?: Readonly<Record<string, HeaderObject>>;
  readonly content?: Content;
}

export interface HeaderObject {
  readonly description?: string;
  readonly required?: true;
  readonly schema: SchemaObject;
}

export interface Reference {
  readonly $ref: string;
}

/** All of these schemes, with these scopes. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export type SecurityScheme = { readonly description?: string } & (
  | { readonly type: 'apiKey'; readonly name: string; readonly in: 'header' | 'query' }
  | { readonly type: 'http'; readonly scheme: 'bearer'; readonly bearerFormat?: string }
  | { readonly type: 'openIdConnect'; readonly openIdConnectUrl: string }
  | { readonly type: 'mutualTLS' }
);
