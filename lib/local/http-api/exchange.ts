import type { EngineServices, InboundRequest } from '../model/engine.js';
import { joinHeaders } from './request/join-headers.js';
import { parseQuery } from './request/parse-query.js';

/** Who calls, as far as an authorizer has found out. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'jwt';
      readonly claims: Readonly<Record<string, string>>;
      /** The route's scopes that the token holds; `null` where the route asks for none. */
      readonly scopes: readonly string[] | null;
    }
  | {
      readonly kind: 'lambda';
      readonly context: Readonly<Record<string, unknown>> | null;
      readonly principalId?: string;
    }
  | { readonly kind: 'iam'; readonly accessKey: string };

/** One API at one stage: what every request to it shares. */
export interface Stage {
  readonly apiId: string;
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly hasVariables: boolean;
  readonly services: EngineServices;
}

/** One request on its way, with what access logs and mappings may ask of it. */
export interface Exchange {
  readonly stage: Stage;
  readonly request: InboundRequest;
  readonly requestId: string;
  /** Lower-case names, duplicates joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: () => Readonly<Record<string, readonly string[]>> | undefined;
  routeKey: string | undefined;
  pathParameters: Readonly<Record<string, string>> | undefined;
  caller: Caller;
  authorizerError: string | undefined;
  integration: IntegrationTrace | undefined;
}

/** What became of the integration call. */
interface IntegrationTrace {
  readonly latencyMs: number;
  /** Status of the function's answer, or of the backend. */
  readonly status?: number;
  /** Status of the Lambda service itself: 200 also when the function failed. */
  readonly serviceStatus?: number;
  readonly errorMessage?: string;
}

export function beginExchange(stage: Stage, request: InboundRequest): Exchange {
  let parsed: { readonly query: Record<string, string[]> | undefined } | undefined;
  return {
    stage,
    request,
    requestId: stage.services.randomId(),
    headers: joinHeaders(request.headers),
    query: () => {
      parsed ??= { query: parseQuery(request.rawQuery) };
      return parsed.query;
    },
    routeKey: undefined,
    pathParameters: undefined,
    caller: { kind: 'anonymous' },
    authorizerError: undefined,
    integration: undefined,
  };
}

/** The path as the API sees it, without its stage; never empty. */
export const requestPath = (exchange: Exchange): string => exchange.request.rawPath || '/';
