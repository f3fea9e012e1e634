import type { FindFirewall } from './firewall.js';

/** A request as it came off the wire; nothing decoded, normalised or joined. */
export interface InboundRequest {
  readonly method: string;
  /** Path of the request target after the stage, undecoded, with its leading slash: `/books/a%20b`. */
  readonly rawPath: string;
  /** Without the question mark; empty where there is none. */
  readonly rawQuery: string;
  /** What stood before `rawPath` for the caller: `/prod` for execute-api addresses, empty for `$default` and for the front. */
  readonly basePath: string;
  /** Name and value in the order and the case they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: 'HTTP/1.0' | 'HTTP/1.1';
  readonly receivedAtMs: number;
  /** The whole path of the request target, undecoded: what a signature covers. @default basePath and rawPath */
  readonly sentPath?: string;
  /** There where the caller showed one, and an authority of the domain's trust store vouches for it. */
  readonly clientCertificate?: ClientCertificate;
}

/** A client's certificate as API Gateway hands it on. */
export interface ClientCertificate {
  readonly clientCertPem: string;
  /** `C=US,O=Bookshop,CN=partner` */
  readonly subjectDN: string;
  readonly issuerDN: string;
  /** A small one in decimal, others in bytes: `a1:b2:…`. */
  readonly serialNumber: string;
  /** `May 28 12:30:02 2019 GMT` */
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}

export interface OutboundResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | string;
  /** In place of `body`: sent as they come. Throws where the answer broke off: the connection is cut then. */
  readonly parts?: AsyncIterable<Uint8Array>;
  /** Values for the access log: `requestId`, `routeKey`, `authorizer.claims.sub`, `error.message` … without `$context.`. Computed only where a stage logs, once all is sent. */
  readonly logContext: () => Readonly<Record<string, string>>;
}

/** One API at one stage, ready to answer. Never throws: what goes wrong is an answer. */
export type Engine = (request: InboundRequest) => Promise<OutboundResponse>;

/** What an engine asks of the world; clock, randomness and network come in here. */
export interface EngineServices {
  readonly region: string;
  readonly account: string;
  readonly nowMs: () => number;
  readonly randomId: () => string;
  readonly invoke: InvokeFunction;
  readonly fetch: FetchUpstream;
  readonly keys: KeyStore;
  /** Access key id → secret access key, of those who may sign requests. @default none */
  readonly accessKeys?: ReadonlyMap<string, string>;
  /** The firewalls of web ACLs. @default none: a stage that has a web ACL answers nobody */
  readonly findFirewall?: FindFirewall;
  /** JSON document of an issuer (discovery, JWKS); stand-ins applied, answers bounded in time and size. */
  readonly fetchJson: (url: string) => Promise<unknown>;
}

export interface InvokeOptions {
  readonly requestId: string;
  /** `Event` invocations resolve at once. */
  readonly async?: boolean;
  /** What the caller allows; the function's own timeout holds as well. */
  readonly timeoutMs?: number;
  readonly traceId?: string;
  /** Takes what the function answers as it comes, and says when it takes more; the result has no payload then. */
  readonly onChunk?: (chunk: Uint8Array) => Promise<void>;
}

/** What Lambda answers. `payload` is the function's JSON as text, undefined results being `null`. */
export type InvokeResult =
  | { readonly kind: 'success'; readonly payload: string }
  /** The function threw, exited, ran out of time or memory: `payload` is Lambda's error document. */
  | {
      readonly kind: 'function-error';
      readonly payload: string;
      readonly errorType: string;
      readonly errorMessage: string;
    }
  /** The caller's own `timeoutMs` was over first. */
  | { readonly kind: 'caller-timeout' }
  /** No such function, or its code is not on this machine. */
  | { readonly kind: 'not-invocable'; readonly reason: string };

/** @param functionArn qualified or not, or an `arn:aws:apigateway:…:lambda:path/…/invocations` URI's inner ARN. */
export type InvokeFunction = (functionArn: string, payload: unknown, options: InvokeOptions) => Promise<InvokeResult>;

export interface UpstreamRequest {
  readonly method: string;
  /** As the template says it; stand-ins are applied inside. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly timeoutMs: number;
}

export type UpstreamResult =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: Buffer;
    }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Redirects are not followed; nothing is decompressed. */
export type FetchUpstream = (request: UpstreamRequest) => Promise<UpstreamResult>;

export type KeyVerdict =
  | { readonly kind: 'allowed'; readonly keyId: string; readonly usagePlanId: string }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'throttled'; readonly keyId: string; readonly retryAfterSeconds: number }
  | { readonly kind: 'quota-exceeded'; readonly keyId: string; readonly retryAfterSeconds: number };

/** Keys and what they used. A verdict counts the request. */
export interface KeyStore {
  /** @param methodKey `/pets/{id}/GET`: the resource path and the method. */
  readonly admit: (
    value: string,
    api: { readonly apiId: string; readonly stage: string; readonly methodKey: string },
  ) => KeyVerdict;
}
