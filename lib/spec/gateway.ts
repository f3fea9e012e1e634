import type { Auth } from './auth.js';
import type { BoundBackend } from './backend.js';
import { CONTRACT_INFO_PROPS, type ContractInfo } from './contract-info.js';
import { DOMAIN_PROPS, type Domain } from './domain.js';
import { EDGE_PROPS, type Edge } from './edge.js';
import { FIREWALL_PROPS, type Firewall } from './firewall.js';
import { type KeepsUnknown, type KnownProps, keptUnknown, unknownIn } from './known-props.js';
import { PIN_PROPS, type Pin } from './pin.js';
import type { RaisedQuotas } from './quotas.js';
import type { ApiChoice, CallerHeaders, Route } from './route.js';
import { SPLIT_PROPS, type Split } from './split.js';
import { TRAFFIC_PROPS, type Traffic } from './traffic.js';
import { THROTTLE_PROPS, type Throttle } from './usage-plan.js';

export interface Cors {
  /** `https://shop.example`, or `*` where no credentials are sent. */
  readonly origins: readonly string[];
  /** Request headers that scripts may send. @default authorization, content-type, x-api-key, and what the schemes of the routes take besides */
  readonly allowHeaders?: readonly string[];
  /** Response headers that scripts may read. @default none */
  readonly exposeHeaders?: readonly string[];
  /** Whether cookies go along. @default false */
  readonly credentials?: boolean;
  /** How long browsers may remember a preflight, 0 to 86,400 s. @default 3600 */
  readonly maxAgeSeconds?: number;
}

interface GatewaySettings {
  /** API type of the routes that do not say. @default 'auto' */
  readonly api?: ApiChoice;
  /** Limit of each API's stage as a whole, and of every route without its own. @default the account's limits */
  readonly throttle?: Throttle;
  /** Browsers of other origins may call. Preflight needs no credentials; refusals carry the headers too. @default no CORS */
  readonly cors?: Cors;
  /** Headers from callers' claims for every route that takes tokens and names none itself: header → claim. @default none */
  readonly callerHeaders?: CallerHeaders;
  /** The gateway's own name; without an edge where one API serves all routes. @default the address that AWS gives */
  readonly domain?: Domain;
  /** AWS WAF: rate limits, lists of addresses and countries, managed rules. @default none */
  readonly firewall?: Firewall;
  /** Said as `edge: {}`; `edge: false` is `noEdge`. */
  readonly edge?: Edge;
  /** The arrangement of APIs, edge and firewall that stays whatever it costs: `import pin from './gateway.pin.json'`. @default with traffic the cheapest */
  readonly pin?: Pin;
  /** How the gateway stands as several APIs, each part in a nested stack; `false`: never. @default one stack, until that is more than AWS takes; then its paths, in their order, are halved until each part fits */
  readonly split?: Split | false;
  /** Name of the REST stage: it stands in the execute-api address. HTTP APIs use `$default`. @default 'live' */
  readonly stage?: string;
  /** Days that access and function logs are kept; one that CloudWatch Logs knows. @default 90 */
  readonly logRetentionDays?: number;
  /** X-Ray on the functions, and on the stage where the API type has it. @default true */
  readonly tracing?: boolean;
  /** What AWS has raised quotas of the account to. @default what AWS gives to every account */
  readonly quotas?: RaisedQuotas;
  /** What callers do in a month, for the bill. @default a million requests, spread evenly over the routes */
  readonly traffic?: Traffic;
  /** One line for people. @default none */
  readonly description?: string;
  /** What the public contract says of itself: version, licence, whom to ask. @default version 1.0, and no more */
  readonly contract?: ContractInfo;
}

export type GatewayProps<Routes extends readonly Route[], Default extends Auth | undefined> = Omit<
  GatewaySettings,
  'edge'
> & {
  /**
   * CloudFront in front of all APIs, which then answer nobody else; `false`: none, even where it is cheaper.
   * @default none: callers reach the APIs themselves; with traffic, where it is cheaper
   */
  readonly edge?: Edge | false;
  /** Auth of the routes that name none. @default none: every route says its own */
  readonly auth?: Default;
  readonly routes: Default extends Auth ? Routes : { readonly [I in keyof Routes]: AuthStated<Routes[I]> };
};

type AuthStated<R> =
  R extends Route<infer Pattern, infer A>
    ? undefined extends A
      ? `${Pattern} says no auth: write auth: 'public', a scheme, or give the gateway a default`
      : R
    : never;

export interface GatewaySpec<Routes extends readonly Route[] = readonly Route[]> extends GatewaySettings, KeepsUnknown {
  readonly kind: 'gateway';
  readonly name: string;
  readonly auth?: Auth;
  readonly routes: Routes;
  /** `edge: false`. */
  readonly noEdge?: true;
}

export const GATEWAY_PROPS = {
  auth: true,
  routes: true,
  api: true,
  throttle: THROTTLE_PROPS,
  cors: { origins: true, allowHeaders: true, exposeHeaders: true, credentials: true, maxAgeSeconds: true },
  callerHeaders: true,
  domain: DOMAIN_PROPS,
  firewall: FIREWALL_PROPS,
  edge: EDGE_PROPS,
  pin: PIN_PROPS,
  split: SPLIT_PROPS,
  stage: true,
  logRetentionDays: true,
  tracing: true,
  quotas: true,
  traffic: TRAFFIC_PROPS,
  description: true,
  contract: CONTRACT_INFO_PROPS,
} as const satisfies KnownProps<GatewayProps<readonly Route[], Auth>>;

/** The names of the backends that a CDK app has to bind. */
export type BackendNames<G extends GatewaySpec> = G['routes'][number]['to'] extends infer B
  ? B extends BoundBackend<infer Name>
    ? Name
    : never
  : never;

/**
 * A whole API as one value. Nothing is checked here: `planGateway` reports every issue at once.
 *
 * @param name lower-case letters, digits and dashes: it names stacks, logs and keys
 */
/* @__NO_SIDE_EFFECTS__ */
export function gateway<const Routes extends readonly Route[], const Default extends Auth | undefined = undefined>(
  name: string,
  props: GatewayProps<Routes, Default>,
): GatewaySpec<Routes> {
  const { edge, ...settings } = props;
  return Object.freeze({
    ...settings,
    ...(edge === false ? { noEdge: true } : edge !== undefined && { edge }),
    ...keptUnknown(unknownIn(props, GATEWAY_PROPS)),
    kind: 'gateway',
    name,
    routes: props.routes as unknown as Routes,
  }) as GatewaySpec<Routes>;
}
