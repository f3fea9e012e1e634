import { headerOf } from '../spec/access.js';
import type { TokenAuth } from '../spec/auth.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import { type AuthorizerChoice, chooseAuthorizer } from './choose-authorizer.js';
import { authorizerId, customAuthorizerId } from './ids.js';
import type { ApiId, LambdaAuthorizerPlan } from './plan.js';
import { callerHeadersOf, routeAccess } from './route-access.js';

/** A route whose tokens an authorizer checks. */
export interface TokenRoute {
  readonly route: Route;
  readonly api: ApiId;
  /** One of these; of each, all. */
  readonly tokens: readonly (readonly TokenAuth[])[];
  readonly choice: AuthorizerChoice;
  readonly authorizer: string;
  readonly identity: LambdaAuthorizerPlan['identity'];
  readonly ttlSeconds: number;
}

export function tokenRoute(route: Route, spec: GatewaySpec, api: ApiId): TokenRoute | undefined {
  const { tokens } = routeAccess(route, spec);
  if (tokens.length === 0) return undefined;
  const choice = chooseAuthorizer({ api, tokens, feedsBackend: feedsBackend(route, spec) });
  const identity = identityOf(tokens);
  const ttlSeconds = ttlOf(route, tokens, identity.headers);
  const authorizer = authorizerId(schemeNames(tokens), choice.kind, variantOf(route, identity.headers));
  return { route, api, tokens, choice, authorizer, identity, ttlSeconds };
}

export function tokenRoutes(spec: GatewaySpec, choices: ApiChoices): readonly TokenRoute[] {
  return spec.routes.flatMap((route) => tokenRoute(route, spec, choices.of(route).api) ?? []);
}

/** The authorizer of a route whose users brought their own. */
export function customRoute(route: Route, spec: GatewaySpec, api: ApiId): { readonly authorizer: string } | undefined {
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

/** All sources have to be there, so alternatives in different headers have none in common. */
function identityOf(tokens: readonly (readonly TokenAuth[])[]): LambdaAuthorizerPlan['identity'] {
  const sets = tokens.map((schemes) => [...new Set(schemes.map(headerOf))].sort());
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
  return Math.min(...tokens.flat().map((scheme) => (scheme.kind === 'introspection' ? 0 : scheme.cacheTtlSeconds)));
}
