import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import type { Auth } from '../auth.js';
import type { GatewaySpec } from '../gateway.js';
import { schemeIssues, usagePlanIssues } from './auth-issues.js';
import { claimIssues, scopeIssues } from './jwt-issues.js';
import { placeOf } from './place-of.js';

interface Placed<T> {
  readonly value: T;
  readonly place: string;
}

/** Issues of schemes, what is required of tokens, and usage plans, each where it is first used: one fault is one issue, however many routes have it. */
export function allAuthIssues(spec: GatewaySpec): readonly Issue[] {
  const auths = authsOf(spec);
  const schemes = distinct(auths, (auth) => ({ ...auth, scopes: undefined, claims: undefined }));
  const tokens = auths.flatMap(({ value, place }) => (value.kind === 'jwt' ? [{ value, place }] : []));
  const plans = auths.flatMap(({ value, place }) =>
    value.kind === 'api-key'
      ? value.plans.map((plan) => ({ value: plan, place: `${place}.plans['${oneLine(plan.name)}']` }))
      : [],
  );
  return [
    ...schemes.flatMap(({ value, place }) => schemeIssues(value, place)),
    ...distinct(tokens, (auth) => [auth.name, auth.scopes]).flatMap(({ value, place }) => scopeIssues(value, place)),
    ...distinct(tokens, (auth) => [auth.name, auth.claims]).flatMap(({ value, place }) => claimIssues(value, place)),
    ...distinct(plans, (plan) => plan).flatMap(({ value, place }) => usagePlanIssues(value, place)),
  ];
}

function authsOf(spec: GatewaySpec): readonly Placed<Exclude<Auth, 'public'>>[] {
  const stated = spec.routes.map((route) => ({ value: route.auth, place: `${placeOf(route)}.auth` }));
  return [{ value: spec.auth, place: 'auth' }, ...stated].flatMap(({ value, place }) =>
    value && value !== 'public' ? [{ value, place }] : [],
  );
}

function distinct<T>(items: readonly Placed<T>[], keyOf: (value: T) => unknown): readonly Placed<T>[] {
  const first = new Map<string, Placed<T>>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item.value));
    if (!first.has(key)) first.set(key, item);
  }
  return [...first.values()];
}
