import { headerOf } from '../spec/access.js';
import type { TokenAuth } from '../spec/auth.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { DEFAULT_CACHE_TTL_SECONDS } from '../spec/jwt.js';
import type { Route } from '../spec/route.js';
import { type AuthorizerChoice, chooseAuthorizer } from './choose-authorizer.js';
import { authorizerId, customAuthorizerId } from './ids.js';
import { onceChosen } from './once-chosen.js';
import { isClosedByAuthorizer } from './origin/closed-origin.js';
import type { ApiType, LambdaAuthorizerPlan } from './plan.js';
import { authorizerNamesKeys, callerHeadersOf, routeAccess } from './route-access.js';

/** A route whose tokens an authorizer checks. */
export interface TokenRoute {
  readonly route: Route;
  readonly api: ApiType;
  /** One of these; of each, all. */
  readonly tokens: readonly (readonly TokenAuth[])[];
  readonly choice: AuthorizerChoice;
  readonly authorizer: string;
  /** Names of the schemes that it checks, in order. */
  readonly schemes: readonly string[];
  readonly identity: LambdaAuthorizerPlan['identity'];
  readonly ttlSeconds: number;
}

const API_KEY_HEADER = 'x-api-key';

const NAMES_KEYS: AuthorizerChoice = {
  kind: 'rest-lambda',
  because: "a bundled function names each caller's key: some tenants go by a claim of their token",
};

export function tokenRoute(route: Route, spec: GatewaySpec, api: ApiType): TokenRoute | undefined {
  const { tokens: asked, apiKey, iam, custom } = routeAccess(route, spec);
  // A method has one authorizer, or IAM, so there is no other beside these.
  if (iam || custom) return undefined;
  const namesKey = apiKey !== undefined && authorizerNamesKeys(spec);
  if (asked.length === 0 && !namesKey) return undefined;
  const tokens = asked.length > 0 ? asked : [[]];
  const closesOrigin = isClosedByAuthorizer(spec, api);
  const use = { api, tokens, feedsBackend: feedsBackend(route, spec), closesOrigin };
  const choice = namesKey ? NAMES_KEYS : chooseAuthorizer(use);
  const keyed = identityOf(tokens, namesKey && !apiKey.meter ? [API_KEY_HEADER] : []);
  const identity = closesOrigin ? NOTHING_ASKED : keyed;
  const ttlSeconds = ttlOf(route, tokens, identity.headers);
  const schemes = [...schemeNames(tokens), ...(namesKey ? [apiKey.name] : [])].sort();
  const authorizer = authorizerId(schemes, choice.kind, variantOf(route, identity.headers));
  return { route, api, tokens, choice, authorizer, schemes, identity, ttlSeconds };
}

export const tokenRoutes = onceChosen((spec, choices): ReadonlyMap<Route, TokenRoute> => {
  const found = new Map<Route, TokenRoute>();
  for (const route of spec.routes) {
    const checked = tokenRoute(route, spec, choices.of(route).api);
    if (checked) found.set(route, checked);
  }
  return found;
});

/** The authorizer of a route whose users brought their own. */
export function customRoute(
  route: Route,
  spec: GatewaySpec,
  api: ApiType,
): { readonly authorizer: string } | undefined {
  const { custom } = routeAccess(route, spec);
  return custom && { authorizer: customAuthorizerId(custom, api) };
}

/** Names of the schemes, each once, in order. */
export function schemeNames(tokens: readonly (readonly TokenAuth[])[]): readonly string[] {
  return [...new Set(tokens.flat().map(({ name }) => name))].sort();
}

/** Handlers get headers and tokens from what is done around them; other backends from what the authorizer answers. */
function feedsBackend(route: Route, spec: GatewaySpec): boolean {
  if (route.backendToken) return true;
  return route.to.kind !== 'lambda' && Object.keys(callerHeadersOf(route, spec)).length > 0;
}

/**
 * API Gateway answers 401 by itself where a source is missing, and a call around the edge is to be a 403; and what it
 * keeps, it would give to calls around the edge too.
 */
const NOTHING_ASKED: LambdaAuthorizerPlan['identity'] = { headers: [], query: [] };

/** All sources have to be there, so alternatives in different headers have none in common. */
function identityOf(
  tokens: readonly (readonly TokenAuth[])[],
  others: readonly string[],
): LambdaAuthorizerPlan['identity'] {
  const sets = tokens.map((schemes) => [...new Set([...schemes.map(headerOf), ...others])].sort());
  const [first = []] = sets;
  const isShared = sets.every((set) => set.join() === first.join());
  return { headers: isShared ? first : [], query: [] };
}

/** What keeps a route's authorizer from being the one that others with its schemes share. */
function variantOf(route: Route, identityHeaders: readonly string[]): 'unkeyed' | 'uncached' | undefined {
  if (identityHeaders.length === 0) return 'unkeyed';
  return route.backendToken ? 'uncached' : undefined;
}

/**
 * API Gateway cannot end an answer early: where it could outlive what it was made of (an opaque token, an exchanged
 * token), or has nothing to be kept by, it keeps none.
 */
function ttlOf(route: Route, tokens: readonly (readonly TokenAuth[])[], identityHeaders: readonly string[]): number {
  if (variantOf(route, identityHeaders) !== undefined) return 0;
  const seconds = tokens.flat().map((scheme) => (scheme.kind === 'introspection' ? 0 : scheme.cacheTtlSeconds));
  return seconds.length > 0 ? Math.min(...seconds) : DEFAULT_CACHE_TTL_SECONDS;
}
