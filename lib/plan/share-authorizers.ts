import { quotaLimit, type RaisedQuotas } from '../spec/quotas.js';
import { groupedBy } from './grouped-by.js';
import { AUTHORIZER_FUNCTION_ID, authorizerId, digest } from './ids.js';
import type { ApiType, AuthorizerPlan, Plan, RoutePlan, TokenSchemeConfig } from './plan.js';
import { apiIdOf } from './split/api-id.js';
import { authorizerOf } from './split/function-parts.js';

/**
 * On an API that would have more authorizers than AWS takes, those that are the same but for the names of their schemes
 * are one. It is called after what it is made of, and below the quota nothing is shared: so no scheme that comes or goes,
 * on this API or on another, gives an authorizer another name where all of them fit. What answers are kept by has the
 * route in it, so that none is used for a route of other rules.
 *
 * @param raised what the spec says that the account has @default what AWS gives to every account
 */
export function shareAuthorizers(plan: Plan, raised?: RaisedQuotas): Plan {
  const crowded = crowdedApis(plan, raised);
  if (crowded.length === 0) return plan;
  const { idOf, made } = equalOnes(plan);
  const shared = new Map(crowded.map(([api, ids]) => [api, sharedIn(ids, idOf)]));
  const routes = plan.routes.map((route) => withShared(route, shared.get(apiIdOf(route))));
  const used = new Set(routes.map(({ auth }) => authorizerOf(auth)));
  const authorizers = [...plan.authorizers, ...made()].filter(({ id }) => used.has(id));
  return { ...plan, routes, authorizers: authorizers.sort((one, other) => (one.id < other.id ? -1 : 1)) };
}

type Crowded = readonly [api: string, authorizers: ReadonlySet<string>];

/** APIs with the authorizers that they have too many of. */
function crowdedApis({ authorizers, routes }: Plan, raised: RaisedQuotas | undefined): readonly Crowded[] {
  const limits = {
    http: quotaLimit('httpAuthorizers', raised),
    rest: quotaLimit('restAuthorizers', raised),
  } satisfies Record<ApiType, number>;
  if (authorizers.length <= Math.min(limits.http, limits.rest)) return [];
  const used = new Map<string, { readonly most: number; readonly ids: Set<string> }>();
  for (const route of routes) {
    const id = authorizerOf(route.auth);
    const api = used.get(apiIdOf(route)) ?? { most: limits[route.api], ids: new Set() };
    used.set(apiIdOf(route), api);
    if (id !== undefined) api.ids.add(id);
  }
  return [...used].flatMap(([api, { most, ids }]) => (ids.size > most ? [[api, ids] as const] : []));
}

interface EqualOnes {
  /** The id that an authorizer would share with those that are equal. */
  readonly idOf: (authorizer: string) => string;
  readonly made: () => readonly AuthorizerPlan[];
}

function equalOnes({ authorizers, functions }: Plan): EqualOnes {
  const bundled = functions.find((fn) => fn.kind === 'authorizer');
  const configs = bundled?.kind === 'authorizer' ? bundled.config.schemes : {};
  const ids = new Map(authorizers.map((one) => [one.id, sharedId(one, configs)]));
  const idOf = (authorizer: string) => ids.get(authorizer) ?? authorizer;
  const groups = groupedBy(authorizers, ({ id }) => idOf(id));
  return { idOf, made: () => [...groups].flatMap(([id, group]) => asOne(id, group)) };
}

/** No scheme's name is empty, so no combination of schemes is called like this. */
function sharedId(one: AuthorizerPlan, configs: Readonly<Record<string, TokenSchemeConfig>>): string {
  return authorizerId(['equal', '', digest(JSON.stringify(deployed(one, configs)))], one.kind);
}

/** What AWS is told of an authorizer, and what a bundled function checks for it. */
function deployed(one: AuthorizerPlan, configs: Readonly<Record<string, TokenSchemeConfig>>): unknown {
  const { id: _, schemes, because: __, ...settings } = inOrder(one);
  if (!('function' in settings) || settings.function !== AUTHORIZER_FUNCTION_ID) return settings;
  return [settings, [...new Set(schemes.map((scheme) => JSON.stringify(configs[scheme] ?? scheme)))].sort()];
}

function inOrder(one: AuthorizerPlan): AuthorizerPlan {
  return one.kind === 'http-jwt' ? { ...one, audiences: [...new Set(one.audiences)].sort() } : one;
}

function asOne(id: string, group: readonly AuthorizerPlan[]): readonly AuthorizerPlan[] {
  const [first, ...others] = group;
  if (!first || others.length === 0) return [];
  const schemes = [...new Set(group.flatMap((one) => one.schemes))].sort();
  const because = [...new Set(group.map((one) => one.because))].sort().join('. ');
  return [{ ...inOrder(first), id, schemes, because }];
}

/** Which of an API's authorizers have another there that is equal, and what they are called together. */
function sharedIn(ids: ReadonlySet<string>, idOf: EqualOnes['idOf']): ReadonlyMap<string, string> {
  const groups = groupedBy(ids, idOf);
  return new Map(
    [...groups].flatMap(([shared, group]) => (group.length > 1 ? group.map((id) => [id, shared] as const) : [])),
  );
}

function withShared(route: RoutePlan, shared: ReadonlyMap<string, string> | undefined): RoutePlan {
  const { auth } = route;
  if (!shared || auth.kind !== 'protected' || auth.authorization.kind !== 'authorizer') return route;
  const authorizer = shared.get(auth.authorization.authorizer);
  if (authorizer === undefined) return route;
  return { ...route, auth: { ...auth, authorization: { ...auth.authorization, authorizer } } };
}
