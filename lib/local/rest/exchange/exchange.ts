import type { EngineServices, InboundRequest } from '../../model/engine.js';
import type { RestMethod } from '../../model/rest-api.js';
import type { GatewayFault } from '../gateway-response/gateway-fault.js';
import { map, type VtlMap } from '../vtl/value.js';

export type Header = readonly [name: string, value: string];
export type HeaderList = readonly Header[];

/** The part of an API and its stage that every exchange sees. */
export interface StageScope {
  readonly apiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly binaryMediaTypes: readonly string[];
  readonly services: EngineServices;
  /** Absent where the stage has no canary. */
  readonly isCanary?: boolean;
}

/** What an authorizer said of the caller: `principalId`, `claims`, and the authorizer's own context. */
type AuthorizerContext = Readonly<Record<string, unknown>>;

/** How the call of an integration went, for the access log. */
export interface IntegrationOutcome {
  /** What the backend said; of a Lambda proxy, what its code said. */
  status?: number;
  /** What Lambda itself said. */
  serviceStatus?: number;
  latencyMs?: number;
  error?: string;
  requestId?: string;
  /** @default 'BUFFERED' */
  transferMode?: 'STREAMED';
  timeToAllHeadersMs?: number;
  timeToFirstContentMs?: number;
}

/** One request on its way, and what has been learnt of it. */
export interface Exchange {
  readonly scope: StageScope;
  request: InboundRequest;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Names as a function sees them; those that never come through are gone. */
  headers: HeaderList;
  /** Decoded; in the order of first appearance. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** `x-amzn-trace-id` as it goes on. */
  readonly traceId: string;
  /** With exactly one slash at its start. */
  readonly path: string;
  route?: { readonly method: RestMethod; readonly pathParameters: Readonly<Record<string, string>> };
  authorizer?: AuthorizerContext;
  usageIdentifierKey?: string;
  /** Who signed the request. */
  signer?: { readonly accessKeyId: string };
  apiKey?: { readonly value: string; readonly id: string };
  integration?: IntegrationOutcome;
  fault?: GatewayFault;
  /** What the stage's web ACL said. */
  firewall?: { readonly webAclArn: string; readonly isAllowed: boolean };
  overrides?: Overrides;
}

/** What comes back to the caller, before the headers that API Gateway adds. */
export interface MethodResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer | string;
  /** In place of `body`, as they come. Throws where the answer broke off. */
  readonly parts?: AsyncIterable<Uint8Array>;
}

/** `$context.requestOverride` and `$context.responseOverride`, shared by both templates of an exchange. */
export interface Overrides {
  readonly request: VtlMap;
  readonly response: VtlMap;
}

/** The overrides of an exchange, made when the first template asks for them. */
export function overridesOf(exchange: Exchange): Overrides {
  exchange.overrides ??= newOverrides();
  return exchange.overrides;
}

const newOverrides = (): Overrides => ({
  request: map([
    ['header', map()],
    ['querystring', map()],
    ['path', map()],
  ]),
  response: map([['header', map()]]),
});

/** First value whatever the case of the name. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  const lower = name.toLowerCase();
  for (const [each, value] of headers) if (each.length === lower.length && each.toLowerCase() === lower) return value;
  return undefined;
}
