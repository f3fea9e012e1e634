import type { ProxyEventV1, ProxyEventV2 } from './event.js';
import type { CalledMethod } from './method-policy.js';

/**
 * A request as an authorizer of your own sees it, the same from both kinds of API.
 *
 * Where answers are kept, the function sees what they are kept by and nothing else, so that no answer counts for a
 * request that it was not made for: `headers` and `query` hold the identity alone, and to read `path`, `params` or
 * `sourceIp` throws. A request that brings a part of it several times is refused, 401. With `cache: { ttlSeconds: 0 }` it sees all.
 */
export interface AuthorizerRequest {
  /** Where answers are kept for an `ANY` route of an HTTP API: `ANY`. */
  readonly method: string;
  /** The route's pattern: `GET /orders/{id}`; of an `ANY` route on a REST API with the method that is called. */
  readonly route: string;
  /** Lower-cased names; several values joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The last value of each name. */
  readonly query: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** As called: `/orders/7`. */
  readonly path: string;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  readonly sourceIp: string;
}

/** Who is let in, or why not. */
export type AuthorizerAnswer<Context> =
  | AllowAnswer<Context>
  /** 403. */
  | { readonly kind: 'deny' }
  /** 401. */
  | { readonly kind: 'unauthorized' };

export type AllowAnswer<Context> = { readonly kind: 'allow'; readonly subject: string } & ([Context] extends [undefined]
  ? { readonly context?: undefined }
  : { readonly context: Context });

export type AuthorizerHandler = (event: unknown) => Promise<unknown>;

/**
 * The parts of a REST API's REQUEST event that are read.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export interface RestAuthorizerEvent
  extends Omit<ProxyEventV1, 'body' | 'isBase64Encoded' | 'requestContext'>,
    CalledMethod {
  readonly type: 'REQUEST';
  readonly path: string;
  readonly requestContext: { readonly requestId: string; readonly identity?: { readonly sourceIp?: string } };
}

/**
 * The parts of an HTTP API's event, payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export interface HttpAuthorizerEvent extends Omit<ProxyEventV2, 'body' | 'isBase64Encoded' | 'requestContext'> {
  readonly type: 'REQUEST';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly requestContext: {
    readonly requestId: string;
    readonly http: { readonly method: string; readonly sourceIp?: string };
  };
}

export type AuthorizerEvent = RestAuthorizerEvent | HttpAuthorizerEvent;
