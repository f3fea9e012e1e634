import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { isToken } from '../access.js';
import type { Auth, SchemeAuth } from '../auth.js';
import type { GatewaySpec } from '../gateway.js';
import { schemeIssues } from './auth-issues.js';
import { placeOf } from './place-of.js';
import { claimIssues, scopeIssues, stepUpIssues } from './requirement-issues.js';
import { schemeSettings } from './scheme-settings.js';
import { usagePlanIssues } from './usage-plan-issues.js';

export interface Placed<T> {
  readonly value: T;
  readonly place: string;
}

/** Issues of schemes, what is required of tokens, and usage plans, each where it is first used: one fault is one issue, however many routes have it. */
export function allAuthIssues(spec: GatewaySpec): readonly Issue[] {
  const schemes = schemesWithPlaces(spec);
  const tokens = schemes.flatMap(({ value, place }) => (isToken(value) ? [{ value, place }] : []));
  const plans = schemes.flatMap(({ value, place }) =>
    value.kind === 'api-key'
      ? value.plans.map((plan) => ({ value: plan, place: `${place}.plans['${oneLine(plan.name)}']` }))
      : [],
  );
  return [
    ...distinct(schemes, schemeSettings).flatMap(({ value, place }) => schemeIssues(value, place)),
    ...distinct(tokens, (auth) => [auth.name, auth.scopes]).flatMap(({ value, place }) => scopeIssues(value, place)),
    ...distinct(tokens, (auth) => [auth.name, auth.claims]).flatMap(({ value, place }) => claimIssues(value, place)),
    ...distinct(tokens, (auth) => [auth.name, auth.stepUps]).flatMap(({ value, place }) => stepUpIssues(value, place)),
    ...distinct(plans, (plan) => plan).flatMap(({ value, place }) => usagePlanIssues(value, place)),
  ];
}

/** Every scheme that the spec names, at the place where it does first. */
export function schemesWithPlaces(spec: GatewaySpec): readonly Placed<SchemeAuth>[] {
  const first = new Map<Auth, string>(spec.auth ? [[spec.auth, 'auth']] : []);
  for (const route of spec.routes)
    if (route.auth && !first.has(route.auth)) first.set(route.auth, `${placeOf(route)}.auth`);
  return firstOfEach([...first].flatMap(([auth, place]) => partsOf(auth, place)));
}

/** The schemes of a combination, each where it stands: `auth.parts[1]`. */
function partsOf(auth: Auth, place: string): readonly Placed<SchemeAuth>[] {
  if (auth === 'public') return [];
  if (auth.kind !== 'any-of' && auth.kind !== 'all-of') return [{ value: auth, place }];
  return auth.parts.flatMap((part, index) => partsOf(part, `${place}.parts[${index}]`));
}

/** The first of those that say the same. */
function distinct<T>(items: readonly Placed<T>[], said: (value: T) => unknown): readonly Placed<T>[] {
  return firstOfEach(firstOfEach(items), (value) => JSON.stringify(said(value)));
}

function firstOfEach<T>(
  items: readonly Placed<T>[],
  keyOf: (value: T) => unknown = (value) => value,
): readonly Placed<T>[] {
  const first = new Map<unknown, Placed<T>>();
  for (const item of items) {
    const key = keyOf(item.value);
    if (!first.has(key)) first.set(key, item);
  }
  return [...first.values()];
}
