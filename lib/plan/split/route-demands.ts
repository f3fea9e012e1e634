import type { TokenAuth } from '../../spec/auth.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import { callerHeadersOf, routeAccess } from '../route-access.js';

/**
 * What stands between callers and a route's backend, each as a text: equal texts, equal demands. What bodies may have is
 * no part of it, since the firewall goes by paths, with a slash at their end or without.
 */
interface Demands {
  readonly access: string;
  readonly limits: string;
  readonly told: string;
}

/** What a route does otherwise than another. */
const DIFFERENCES: { readonly [Key in keyof Demands]: string } = {
  access: 'lets in other callers',
  limits: 'has other limits',
  told: 'tells its backend other things of callers',
};

/** Says of two routes, by their ids, in what the first demands something else; undefined: in nothing. */
export function demandDifferences(spec: GatewaySpec): (one: string, other: string) => string | undefined {
  const routes = new Map(spec.routes.map((route) => [route.pattern, route]));
  const known = new Map<string, Demands>();
  const demands = (id: string): Demands | undefined => {
    const route = routes.get(id);
    const found = known.get(id) ?? (route && demandsOf(route, spec));
    if (found) known.set(id, found);
    return found;
  };
  return (one, other) => {
    const [here, there] = [demands(one), demands(other)];
    const differing = (['access', 'limits', 'told'] as const).find((key) => here?.[key] !== there?.[key]);
    return differing && DIFFERENCES[differing];
  };
}

function demandsOf(route: Route, spec: GatewaySpec): Demands {
  const { throttle, backendToken, pattern } = route;
  const plans = routeAccess(route, spec).apiKey?.plans ?? [];
  const ofKeys = plans.map(({ routes }) => Object.entries(routes ?? {}).find(([id]) => id === pattern)?.[1]);
  return {
    access: accessText(route, spec),
    limits: JSON.stringify([throttle, ofKeys]),
    told: JSON.stringify([Object.entries(callerHeadersOf(route, spec)).sort(), backendToken]),
  };
}

/** Schemes by name, since a name has one scheme. */
function accessText(route: Route, spec: GatewaySpec): string {
  const { tokens, ...others } = routeAccess(route, spec);
  const besides = Object.values(others).map(({ kind, name }) => `${kind} ${name}`);
  return sorted([...besides, ...tokens.map((all) => sorted(all.map(tokenText)))]);
}

function tokenText({ kind, name, scopes, claims, stepUps }: TokenAuth): string {
  return JSON.stringify([kind, name, sorted(scopes.map(sorted)), sorted(claims), sorted(stepUps)]);
}

/** Of what stands in no order of its own, once each. */
function sorted(all: readonly unknown[]): string {
  return JSON.stringify([...new Set(all.map((one) => JSON.stringify(one)))].sort());
}
