import { type Auth, type Backend, gateway, lambda, type Route, type RouteProps, route } from 'gatewright';
import { type Issue, IssuesError } from '../../lib/errors/issue.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';

export type AnyRouteProps = Partial<RouteProps<string, Auth | undefined, Backend>>;

/** A public route to a function of its own, but for what the test states. */
export function aRoute(pattern: string, props: AnyRouteProps = {}): Route {
  const to = lambda(`handlers/${pattern.replace(/[^A-Za-z0-9]+/g, '-')}.ts`);
  const all = { auth: 'public', to, ...props } as RouteProps<string, Auth, Backend>;
  return route(pattern as string, all as never) as unknown as Route;
}

export type SpecSettings = Partial<Omit<GatewaySpec, 'kind' | 'routes'>>;

/** `noEdge` is what a spec has of `edge: false`, which is what may be written. */
export function specOf(
  routes: readonly Route[],
  { name = 'shop', noEdge, ...settings }: SpecSettings = {},
): GatewaySpec {
  return gateway(name, { auth: 'public', ...settings, ...(noEdge && { edge: false }), routes });
}

/** Every issue of a spec, those of the plan's rules included. */
export function issuesOf(spec: GatewaySpec): readonly Issue[] {
  try {
    planGateway(spec);
    return [];
  } catch (error) {
    if (error instanceof IssuesError) return error.issues;
    throw error;
  }
}

/** What a table row compares: the rule, the place, what was given and what is allowed. */
export interface Fault {
  readonly code: string;
  readonly place: string;
  readonly got: string;
  readonly allowed: string;
}

export function faultsOf(spec: GatewaySpec): readonly Fault[] {
  return issuesOf(spec).map(({ code, place, got, allowed }) => ({ code, place, got, allowed }));
}
