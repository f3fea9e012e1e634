import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { schemesOf } from '../access.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';
import type { Throttle, UsagePlan } from '../usage-plan.js';
import { isCount, LARGEST_COUNT } from './api-limits.js';
import { schemeNameIssues } from './auth-issues.js';
import { throttleIssues } from './throttle-issues.js';

const USAGE_PLANS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html';

/** What is wrong with a plan itself. */
export function usagePlanIssues(plan: UsagePlan, place: string): readonly Issue[] {
  return [...schemeNameIssues(plan, place), ...throttleIssues(plan, place), ...quotaIssues(plan, place)];
}

function quotaIssues({ quota }: UsagePlan, place: string): readonly Issue[] {
  if (!quota || (isCount(quota.requests) && ['day', 'week', 'month'].includes(quota.per))) return [];
  return [
    {
      code: 'USAGE_PLAN_QUOTA',
      place: `${place}.quota`,
      message: 'a quota is a whole number of requests in a period',
      got: shown(quota),
      allowed: `requests from 1 to ${LARGEST_COUNT}, per 'day', 'week' or 'month'`,
      fix: "write quota: { requests: 10_000, per: 'month' }, or leave it out",
      source: 'https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html',
    },
  ];
}

/** What is wrong with plans beside each other, and with their limits for single routes, each once. How many a stage takes is a quota. */
export function plansIssues(spec: GatewaySpec): readonly Issue[] {
  const plans = keyedPlans(spec);
  if (plans.length === 0) return [];
  return [...alikeIssues(plans.map(({ plan }) => plan.name)), ...planRouteIssues(spec, plans)];
}

/** CDK leaves dashes out of a logical id, and outputs do before digits: `gold-1` and `gold1` are both `UsagePlangold1`. */
function alikeIssues(names: readonly string[]): readonly Issue[] {
  const first = new Map<string, string>();
  return names.flatMap((name) => {
    const plain = name.replaceAll('-', '');
    const other = first.get(plain);
    if (other === undefined) first.set(plain, name);
    return other === undefined ? [] : [alike(name, other)];
  });
}

function alike(name: string, other: string): Issue {
  return {
    code: 'USAGE_PLAN_NAME',
    place: `plans['${oneLine(name)}'].name`,
    message: 'two usage plans would have one logical id, which is what their keys stay with',
    got: `${name} beside ${other}`,
    allowed: 'names that differ in more than dashes',
    fix: 'rename the one that is not deployed: keys stay with the logical id',
  };
}

function planRouteIssues(spec: GatewaySpec, plans: readonly KeyedPlan[]): readonly Issue[] {
  const all = new Set(spec.routes.map(({ pattern }) => pattern));
  return plans.flatMap(({ plan, patterns }) => {
    const throttles = Object.entries(plan.routes ?? {}) as readonly (readonly [string, Throttle])[];
    const place = `plans['${oneLine(plan.name)}'].routes`;
    const reach: Reach = { plan, opened: new Set(patterns), all, names: patterns.join(', ') };
    return throttles.flatMap(([pattern, throttle]) => {
      const at = `${place}['${oneLine(pattern)}']`;
      return [...throttleIssues(throttle, at), ...reachIssues(pattern, at, reach)];
    });
  });
}

interface KeyedPlan {
  /** The last of its name. */
  readonly plan: UsagePlan;
  /** Of the routes that its keys open. */
  readonly patterns: readonly string[];
}

function keyedPlans(spec: GatewaySpec): readonly KeyedPlan[] {
  const plans = new Map<string, UsagePlan>();
  const patterns = new Map<string, string[]>();
  for (const route of spec.routes) {
    const opening = plansOf(route, spec);
    if (opening.length === 0) continue;
    for (const [name, plan] of new Map(opening.map((each) => [each.name, each]))) {
      plans.set(name, plan);
      const before = patterns.get(name);
      if (before) before.push(route.pattern);
      else patterns.set(name, [route.pattern]);
    }
  }
  return [...plans].map(([name, plan]) => ({ plan, patterns: patterns.get(name) ?? [] }));
}

/** The plans whose keys open a route. */
function plansOf(route: Route, spec: GatewaySpec): readonly UsagePlan[] {
  const auth = route.auth ?? spec.auth;
  return (auth ? schemesOf(auth) : []).flatMap((scheme) => (scheme.kind === 'api-key' ? scheme.plans : []));
}

/** Which routes a plan's keys open, of all that there are. */
interface Reach {
  readonly plan: UsagePlan;
  readonly opened: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  /** Of those that are opened, in words. */
  readonly names: string;
}

function reachIssues(pattern: string, at: string, { plan, opened, all, names }: Reach): readonly Issue[] {
  if (opened.has(pattern)) return pattern.startsWith('ANY ') ? [anyMethod(pattern, at)] : [];
  return [all.has(pattern) ? keyless(pattern, plan, at) : unknownRoute(pattern, names, at)];
}

function unknownRoute(pattern: string, allowed: string, place: string): Issue {
  return {
    code: 'USAGE_PLAN_ROUTE_UNKNOWN',
    place,
    message: 'the gateway has no such route, so the limit would hold for nothing',
    got: shown(pattern),
    allowed,
    fix: 'write the pattern as the route does, with the names of its parameters',
    source: USAGE_PLANS,
  };
}

function keyless(pattern: string, plan: UsagePlan, place: string): Issue {
  return {
    code: 'USAGE_PLAN_ROUTE_KEYLESS',
    place,
    message: 'no key of this plan opens the route, so the limit would hold for nobody',
    got: shown(pattern),
    allowed: `a route that asks for a key of the plan ${plan.name}`,
    fix: "give the route an apiKey scheme with this plan; a limit for all callers is the route's own throttle",
    source: USAGE_PLANS,
  };
}

/** CloudFormation takes `/path/ANY`; whether its methods then share a bucket, or it holds at all, is said nowhere. */
function anyMethod(pattern: string, place: string): Issue {
  return {
    code: 'USAGE_PLAN_ROUTE_ANY',
    place,
    message: 'AWS does not say what a limit of ANY holds for',
    got: shown(pattern),
    allowed: 'routes of one method',
    fix: 'write the methods that need a limit as routes of their own beside ANY',
    source: USAGE_PLANS,
  };
}
