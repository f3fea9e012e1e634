import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import type { SchemeAuth } from '../auth.js';
import { BACKEND_PROPS } from '../backend.js';
import { isSchema, RESPONSE_PROPS } from '../contract.js';
import { GATEWAY_PROPS, type GatewaySpec } from '../gateway.js';
import { type UnknownProp, unknownIn } from '../known-props.js';
import { MIDDLEWARE_PROPS } from '../middleware.js';
import type { Route } from '../route.js';
import { TOKEN_EXCHANGE_PROPS } from '../token-exchange.js';
import { THROTTLE_PROPS, USAGE_PLAN_PROPS, type UsagePlan } from '../usage-plan.js';
import { type Placed, schemesWithPlaces } from './all-auth-issues.js';
import { nearestName } from './nearest-name.js';
import { placeOf } from './place-of.js';

interface Found {
  /** What has the name: one that stands at several routes is one issue. */
  readonly owner: unknown;
  readonly place: string;
  readonly unknown: readonly UnknownProp[];
}

/** What a builder may have made, with what it adds to the names of its props. */
const SPEC_PROPS = { ...GATEWAY_PROPS, kind: true, name: true, noEdge: true, unknownProps: true } as const;

/** Misspelt settings of the gateway itself: those that `gateway` was given, and those that somebody added since. */
export function unknownGatewayProps(spec: GatewaySpec): readonly Issue[] {
  const given = spec.unknownProps ?? [];
  const places = new Set(given.map(({ at }) => at));
  const added = unknownIn(spec, SPEC_PROPS).filter(({ at }) => !places.has(at));
  return [...given, ...added].map((prop) => unknownPropIssue(prop, ''));
}

/** Misspelt settings below routes: of backends, schemes, plans, exchanges, middlewares and answers. */
export function unknownPropIssues(spec: GatewaySpec): readonly Issue[] {
  const seen = new Map<unknown, Set<string>>();
  const found = [...spec.routes.flatMap(inRoute), ...inSchemes(schemesWithPlaces(spec))];
  return found
    .filter(({ unknown }) => unknown.length > 0)
    .flatMap(({ owner, place, unknown }) => {
      const before = seen.get(owner) ?? new Set();
      const first = unknown.filter(({ at }) => !before.has(at));
      seen.set(owner, new Set([...before, ...first.map(({ at }) => at)]));
      return first.map((prop) => unknownPropIssue(prop, place));
    });
}

/** What builders put there, and nobody writes. */
const MADE = new Set(['kind', 'handle', 'unknownProps']);

/** @param place of what the name stands in; empty: the gateway */
export function unknownPropIssue({ at, allowed }: UnknownProp, place: string): Issue {
  const name = at.slice(at.lastIndexOf('.') + 1);
  const names = allowed.filter((known) => !MADE.has(known));
  const nearest = nearestName(name, names);
  return {
    code: 'UNKNOWN_PROPERTY',
    place: oneLine(place === '' ? at : `${place}.${at}`),
    message: 'nothing has this name, so it would have no effect',
    got: shown(name),
    allowed: names.join(', '),
    fix: `${nearest === undefined ? 'write it as allowed' : `did you mean ${nearest}? Write that`}, or let the type-checker show the line: npx tsc`,
  };
}

function inRoute(route: Route): readonly Found[] {
  const { to, backendToken, use = [] } = route;
  const answers = Object.entries(route.responses ?? {}).filter(([, declared]) => !isSchema(declared));
  return [
    { owner: to, at: 'to', unknown: unknownIn(to, BACKEND_PROPS[to.kind]) },
    { owner: backendToken, at: 'backendToken', unknown: unknownIn(backendToken, TOKEN_EXCHANGE_PROPS) },
    ...use.map((each, index) => ({ owner: each, at: `use[${index}]`, unknown: unknownIn(each, MIDDLEWARE_PROPS) })),
    ...answers.map(([status, declared]) => ({
      owner: declared,
      at: `responses[${status}]`,
      unknown: unknownIn(declared, RESPONSE_PROPS),
    })),
  ].flatMap(({ at, ...found }) => (found.unknown.length > 0 ? [{ ...found, place: `${placeOf(route)}.${at}` }] : []));
}

function inSchemes(schemes: readonly Placed<SchemeAuth>[]): readonly Found[] {
  const seen = new Set<UsagePlan>();
  return schemes.flatMap((scheme) => {
    const plans = plansOf(scheme).filter(({ value }) => !seen.has(value));
    for (const { value } of plans) seen.add(value);
    return [...inScheme(scheme), ...plans.flatMap(inPlan)];
  });
}

function plansOf({ value: scheme, place }: Placed<SchemeAuth>): readonly Placed<UsagePlan>[] {
  const plans = scheme.kind === 'api-key' ? scheme.plans : [];
  return plans.map((plan) => ({ value: plan, place: `${place}.plans['${plan.name}']` }));
}

function inScheme({ value: scheme, place }: Placed<SchemeAuth>): readonly Found[] {
  const own = scheme.kind === 'iam' || scheme.kind === 'mutual-tls' ? [] : (scheme.unknownProps ?? []);
  const fn = scheme.kind === 'custom' ? scheme.function : undefined;
  return [
    { owner: scheme.name, place, unknown: own },
    { owner: fn, place: `${place}.function`, unknown: unknownIn(fn, BACKEND_PROPS.lambda) },
  ];
}

function inPlan({ value: plan, place }: Placed<UsagePlan>): readonly Found[] {
  const routes = Object.entries(plan.routes ?? {});
  return [
    { owner: plan, place, unknown: unknownIn(plan, USAGE_PLAN_PROPS) },
    ...routes.map(([pattern, throttle]) => ({
      owner: throttle,
      place: `${place}.routes['${pattern}']`,
      unknown: unknownIn(throttle, THROTTLE_PROPS),
    })),
  ];
}
