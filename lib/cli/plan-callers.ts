import type { Plan, RoutePlan, TokenRule } from '../plan/plan.js';

/** Who may call each route, in few words: `staff: orders:write`, `key: free, gold + users`. */
export function planCallers(plan: Plan): (route: RoutePlan) => string {
  const rules = plan.functions.flatMap((fn) => (fn.kind === 'authorizer' ? Object.entries(fn.config.routes) : []));
  const rulesByRoute = new Map(rules);
  return ({ id, auth }) => {
    if (auth.kind === 'public') return 'public';
    const { apiKey, authorization, schemes } = auth;
    const anyOf = rulesByRoute.get(id)?.anyOf;
    const scopes = authorization.kind === 'authorizer' ? authorization.scopes : [];
    const checked = new Set(anyOf?.flat().map(({ scheme }) => scheme));
    const others = schemes.filter((name) => name !== apiKey?.scheme && !checked.has(name));
    return [
      ...(apiKey ? [`key: ${apiKey.usagePlans.join(', ')}`] : []),
      ...others.map((name) => withWanted(name, scopes.length > 0 ? [scopes.join(' or ')] : [])),
      ...(anyOf?.length ? [anyOf.map((all) => all.map(ruleText).join(' + ')).join(' or ')] : []),
    ].join(' + ');
  };
}

function ruleText({ scheme, scopes, claims }: TokenRule): string {
  const names = new Set(claims.map(({ name }) => name));
  return withWanted(scheme, [...scopes.map((any) => any.join(' or ')), ...names]);
}

function withWanted(scheme: string, wanted: readonly string[]): string {
  return wanted.length > 0 ? `${scheme}: ${wanted.join(', ')}` : scheme;
}
