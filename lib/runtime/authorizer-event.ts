/** A request as an authorizer of your own sees it, the same from both kinds of API. */
export interface AuthorizerRequest {
  readonly method: string;
  /** As called: `/orders/7`. */
  readonly path: string;
  /** The route's pattern: `GET /orders/{id}`. */
  readonly route: string;
  /** Lower-cased names; several values joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The last value of each name. */
  readonly query: Readonly<Record<string, string>>;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  readonly sourceIp: string;
  readonly requestId: string;
}

/** Who is let in, or why not. */
export type AuthorizerAnswer<Context> =
  | AllowAnswer<Context>
  /** 403. */
  | { readonly kind: 'deny' }
  /** 401. */
  | { readonly kind: 'unauthorized' };

export type AllowAnswer<Context> = { readonly kind: 'allow'; readonly subject: string } & (Context extends undefined
  ? { readonly context?: undefined }
  : { readonly context: Context });

export type AuthorizerHandler = (event: unknown) => Promise<unknown>;
