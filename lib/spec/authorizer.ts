import { type AuthorizerFunction, authorizeWith } from '../runtime/authorize-with.js';
import type { AuthorizerHandler } from '../runtime/authorizer-event.js';
import type { LambdaBackend } from './backend.js';
import { DEFAULT_CACHE_TTL_SECONDS } from './jwt.js';
import { type KeepsUnknown, type KnownProps, keptUnknown, unknownIn } from './known-props.js';
import type { StandardSchema } from './standard-schema.js';

/** What is kept of a caller: anything that JSON can say. */
export type CallerSchema = StandardSchema<unknown, unknown>;

export interface AuthorizerProps<S extends CallerSchema | undefined> {
  /**
   * What a request has to bring, or it is refused before the function runs; the key that answers are kept by, besides
   * the route.
   * @default the `Authorization` header
   */
  readonly identity?: { readonly headers?: readonly string[]; readonly query?: readonly string[] };
  /** How long an answer is kept for one identity on one route, 0 (never) to 3,600 s. @default 300 */
  readonly cache?: { readonly ttlSeconds: number };
  /** What the function says of a caller; handlers get it as `caller.context`, with this type. @default nothing */
  readonly context?: S;
}

const AUTHORIZER_PROPS = {
  identity: { headers: true, query: true },
  cache: { ttlSeconds: true },
  context: true,
} as const satisfies KnownProps<AuthorizerProps<undefined>>;

export interface CustomAuth<Name extends string = string, S extends CallerSchema | undefined = CallerSchema | undefined>
  extends KeepsUnknown {
  readonly kind: 'custom';
  readonly name: Name;
  readonly function: LambdaBackend;
  /** Lower case. */
  readonly identityHeaders: readonly string[];
  readonly identityQuery: readonly string[];
  readonly cacheTtlSeconds: number;
  readonly context: S;
  /** The Lambda handler of the authorizer, the same for both kinds of API. */
  handle(fn: AuthorizerFunction<S>): AuthorizerHandler;
}

/**
 * An authorizer of your own.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 *
 * @param fn the module whose export is `NAME.handle(...)`
 */
/* @__NO_SIDE_EFFECTS__ */
export function authorizer<const Name extends string, S extends CallerSchema | undefined = undefined>(
  name: Name,
  fn: LambdaBackend,
  props: AuthorizerProps<S> = {},
): CustomAuth<Name, S> {
  const { headers = props.identity ? [] : ['authorization'], query = [] } = props.identity ?? {};
  const made = {
    kind: 'custom' as const,
    name,
    function: fn,
    identityHeaders: Object.freeze(headers.map((header) => header.toLowerCase())),
    identityQuery: Object.freeze([...query]),
    cacheTtlSeconds: props.cache?.ttlSeconds ?? DEFAULT_CACHE_TTL_SECONDS,
    context: props.context as S,
    ...keptUnknown(unknownIn(props, AUTHORIZER_PROPS)),
  };
  return Object.freeze({ ...made, handle: (answer: AuthorizerFunction<S>) => authorizeWith(made, answer) });
}
