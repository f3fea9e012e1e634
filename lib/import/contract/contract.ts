import type { ContractInfo, ExternalDocs } from '../../spec/contract-info.js';
import type { Cors } from '../../spec/gateway.js';
import type { JsonNode, JsonObject } from '../document/json-node.js';
import type { Property, Scalar, Shape } from '../schema/shape.js';

/** What a document says of an API, whatever version it is written in. */
export interface Contract {
  readonly info: ContractInfo;
  /** Where one type alone can hold all of it. */
  readonly api?: 'rest';
  /** What AWS has to raise for it. */
  readonly cors?: Cors;
  readonly operations: readonly Operation[];
  /** Those that an operation asks for, by their names in the document. */
  readonly schemes: ReadonlyMap<string, Scheme>;
  /** Where these schemes are described. */
  readonly schemeNodes: readonly JsonNode[];
  /** Parameters and answers of the document's own list that operations refer to, by place. */
  readonly sharedParameters: ReadonlyMap<string, Parameter>;
  readonly sharedAnswers: ReadonlyMap<string, Answer>;
}

export interface Operation {
  readonly node: JsonNode;
  readonly method: string;
  readonly path: string;
  readonly name?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly externalDocs?: ExternalDocs;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  readonly answers: readonly Answer[];
  readonly auth: AuthChoice;
  readonly to: BackendChoice;
  readonly exampleBody?: JsonObject[string];
}

export interface Parameter {
  readonly node: JsonNode;
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly default?: Scalar;
  /** The place of the shared parameter that it is. */
  readonly shared?: string;
}

export interface Body {
  readonly shape: Shape;
  readonly required: boolean;
}

export interface Answer {
  readonly node: JsonNode;
  /** `default`: whatever is not named. */
  readonly status: number | 'default';
  readonly description: string;
  readonly body?: Shape;
  readonly headers: readonly Property[];
  /** Where it is not JSON. */
  readonly contentType?: string;
  readonly shared?: string;
}

export type AuthChoice =
  | { readonly kind: 'public' }
  | { readonly kind: 'scheme'; readonly name: string; readonly scopes: readonly string[] }
  | { readonly kind: 'any-of' | 'all-of'; readonly parts: readonly AuthChoice[] };

export type Scheme =
  | { readonly kind: 'iam' | 'api-key' | 'mutual-tls'; readonly todo?: string }
  | {
      readonly kind: 'jwt';
      readonly issuer?: string;
      readonly audiences: readonly string[];
      readonly header?: string;
      readonly todo?: string;
    }
  | { readonly kind: 'cognito'; readonly userPoolArn: string; readonly todo?: string }
  | {
      readonly kind: 'custom';
      readonly headers: readonly string[];
      readonly query: readonly string[];
      readonly ttlSeconds?: number;
      readonly todo: string;
    }
  /** Nothing of a gateway's can ask for it. */
  | { readonly kind: 'refused'; readonly todo: string };

export type BackendChoice =
  | { readonly kind: 'http'; readonly origin: string; readonly path: string }
  | { readonly kind: 'lambda'; readonly directory: string }
  | { readonly kind: 'bound'; readonly name: string }
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly body: JsonObject[string];
      readonly headers: Readonly<Record<string, string>>;
    };
