import { AUTHORIZER_FUNCTION_ID } from './ids.js';
import type { AuthorizerPlan, Plan, RoutePlan, TokenSchemeConfig } from './plan.js';

type Sharing = Pick<Plan, 'authorizers' | 'functions' | 'routes'>;

/**
 * Authorizers that are the same but for the names of their schemes are one, called after the first of them: an API has
 * ten. What answers are kept by has the route in it, so that none is used for a route of other rules.
 */
export function shareAuthorizers<P extends Sharing>(plan: P): P {
  const groups = [...equalOnes(plan).values()];
  if (groups.length === plan.authorizers.length) return plan;
  const shared = new Map(groups.flatMap((group) => group.map(({ id }) => [id, group[0]?.id ?? id])));
  return {
    ...plan,
    authorizers: groups.flatMap(asOne),
    routes: plan.routes.map((route) => withShared(route, shared)),
  };
}

function equalOnes({ authorizers, functions }: Sharing): ReadonlyMap<string, readonly AuthorizerPlan[]> {
  const bundled = functions.find((fn) => fn.kind === 'authorizer');
  const configs = bundled?.kind === 'authorizer' ? bundled.config.schemes : {};
  const groups = new Map<string, AuthorizerPlan[]>();
  for (const one of authorizers) {
    const key = JSON.stringify(deployed(one, configs));
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** What AWS is told of an authorizer, and what a bundled function checks for it. */
function deployed(one: AuthorizerPlan, configs: Readonly<Record<string, TokenSchemeConfig>>): unknown {
  const { id: _, schemes, because: __, ...settings } = one;
  if (settings.kind === 'http-jwt') return { ...settings, audiences: [...new Set(settings.audiences)].sort() };
  if (!('function' in settings) || settings.function !== AUTHORIZER_FUNCTION_ID) return settings;
  return [settings, [...new Set(schemes.map((scheme) => JSON.stringify(configs[scheme] ?? scheme)))].sort()];
}

function asOne(group: readonly AuthorizerPlan[]): readonly AuthorizerPlan[] {
  const [first, ...others] = group;
  if (!first || others.length === 0) return group;
  const schemes = [...new Set(group.flatMap((one) => one.schemes))].sort();
  const because = [...new Set(group.map((one) => one.because))].sort().join('. ');
  return [{ ...first, schemes, because }];
}

function withShared(route: RoutePlan, shared: ReadonlyMap<string, string>): RoutePlan {
  const { auth } = route;
  if (auth.kind !== 'protected' || auth.authorization.kind !== 'authorizer') return route;
  const authorizer = shared.get(auth.authorization.authorizer) ?? auth.authorization.authorizer;
  return { ...route, auth: { ...auth, authorization: { ...auth.authorization, authorizer } } };
}
