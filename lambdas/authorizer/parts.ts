import type {
  AuthorizerConfig,
  IntrospectionSchemeConfig,
  JwtSchemeConfig,
  TokenSchemeConfig,
} from '../../lib/plan/plan.js';
import type { TokenExchange } from '../../lib/spec/token-exchange.js';
import type { Claims } from './claims.js';
import type { NameUsageKey } from './meter/name-usage-keys.js';
import type { AskAsClient } from './oauth/ask-as-client.js';
import type { CheckOrigin } from './origin/check-origins.js';

/** What the function has from its surroundings. */
export interface Services {
  readonly fetch: typeof fetch;
  /** How long anybody who is asked may take for the whole answer. @default 1500 */
  readonly timeoutMs?: number | undefined;
  readonly nowMs: () => number;
  /** Of the process: credentials and Region. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The claims of a token that holds now. @throws Refusal */
export type VerifyToken = (token: string) => Promise<Claims>;

/** Another token in place of the caller's, which has been verified. @throws Refusal */
export type ExchangeToken = (callersToken: string) => Promise<string>;

/** What a bundle is put together of. What no scheme of the gateway needs is not there, nor is its code. */
export interface Parts {
  readonly jwt?: (services: Services) => (scheme: JwtSchemeConfig) => VerifyToken;
  readonly introspection?: (services: Services, ask: AskAsClient) => (scheme: IntrospectionSchemeConfig) => VerifyToken;
  readonly exchange?: (services: Services, ask: AskAsClient) => (exchange: TokenExchange) => ExchangeToken;
  /** Of introspection and exchange both. */
  readonly askAsClient?: (services: Services) => AskAsClient;
  readonly meter?: (services: Services) => NameUsageKey;
  readonly origin?: (services: Services) => CheckOrigin;
}

/** By the names of schemes and of exchanges. */
export interface Checks {
  readonly verify: ReadonlyMap<string, VerifyToken>;
  readonly exchange: ReadonlyMap<string, ExchangeToken>;
  /** Absent where no route goes by a claim. */
  readonly nameUsageKey?: NameUsageKey;
  /** Absent where calls need not come from the edge. */
  readonly checkOrigin?: CheckOrigin;
}

/** @throws Error where the configuration names what the bundle was built without */
export function checksOf({ schemes, exchanges, origin }: AuthorizerConfig, parts: Parts, services: Services): Checks {
  const ask = parts.askAsClient?.(services);
  const jwt = parts.jwt?.(services);
  const introspection = ask && parts.introspection?.(services, ask);
  const exchange = ask && parts.exchange?.(services, ask);
  const nameUsageKey = parts.meter?.(services);
  const verifyBy = (scheme: TokenSchemeConfig): VerifyToken =>
    scheme.kind === 'jwt' ? needed(jwt)(scheme) : needed(introspection)(scheme);
  return {
    verify: new Map(Object.entries(schemes).map(([name, scheme]) => [name, verifyBy(scheme)])),
    exchange: new Map(Object.entries(exchanges).map(([name, each]) => [name, needed(exchange)(each)])),
    ...(nameUsageKey && { nameUsageKey }),
    ...(origin && { checkOrigin: needed(parts.origin)(services) }),
  };
}

function needed<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the bundle lacks a part that its configuration names');
  return part;
}
