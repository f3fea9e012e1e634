import type { Issue } from '../errors/issue.js';
import type { IntegrationPlan, Plan, RoutePlan } from '../plan/plan.js';
import type { BackendBinding } from './backends.js';
import type { Bindings } from './bind-backends.js';
import { boundQuotaIssues } from './bound-quota-issues.js';
import { cdk } from './cdk.js';

/** Every backend that is missing, unknown, no base URL, or a function that cannot get the headers that it needs. */
export function bindingIssues(plan: Plan, bindings: Bindings): readonly Issue[] {
  const bound = new Map(plan.integrations.flatMap((to) => (to.kind === 'bound' ? [[to.id, to] as const] : [])));
  const wanted = new Set([...bound.values()].map(({ name }) => name));
  const missing = [...wanted].filter((name) => !Object.hasOwn(bindings, name)).map(missingIssue);
  const unknown = Object.keys(bindings)
    .filter((name) => !wanted.has(name))
    .map((name) => unknownIssue(name, [...wanted]));
  const badUrls = Object.entries(bindings).flatMap(([name, binding]) => urlIssue(name, binding));
  return [
    ...missing,
    ...unknown,
    ...badUrls,
    ...plan.routes.flatMap((route) => headerIssue(route, bound.get(route.integration), bindings)),
    ...boundQuotaIssues(plan, bindings),
  ];
}

type BoundPlan = Extract<IntegrationPlan, { kind: 'bound' }>;

/** A REST API hands a function its event as the request came, whatever is mapped. */
function headerIssue(route: RoutePlan, to: BoundPlan | undefined, bindings: Bindings): readonly Issue[] {
  if (!to || route.api !== 'rest' || (!to.headers && !to.transform)) return [];
  if (bindings[to.name]?.kind !== 'function') return [];
  const names = [...Object.keys(to.headers ?? {}), ...Object.keys(to.transform?.request?.headers?.set ?? {})].sort();
  return [
    {
      code: 'BACKEND_HEADERS',
      place: `routes['${route.id}'].to`,
      message: `${route.id} goes to "${to.name}", a function, and a REST API cannot set headers of the request for it`,
      got: `fromFunction(…), and ${names.join(', ')} to set`,
      allowed: 'a function on an HTTP API, lambda(…), or a backend that is called by its URL',
      fix: "write lambda('MODULE') in place of the backend, bind it with fromUrl(…), or give up callerHeaders, backendToken and transform",
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html',
    },
  ];
}

function missingIssue(name: string): Issue {
  return {
    code: 'BACKEND_NOT_BOUND',
    place: `backends['${name}']`,
    message: `routes go to the backend "${name}", which this app does not bind`,
    got: 'nothing',
    allowed: 'fromFunction(…), fromUrl(…), fromLoadBalancer(…) or fromLoadBalancerArns(…)',
    fix: `pass backends: { '${name}': … } to the Gateway`,
  };
}

function unknownIssue(name: string, wanted: readonly string[]): Issue {
  return {
    code: 'BACKEND_UNKNOWN',
    place: `backends['${name}']`,
    message: `no route goes to a backend called "${name}"`,
    got: name,
    allowed: wanted.length > 0 ? wanted.join(', ') : 'no backends: no route names one',
    fix: `remove it, or send a route to backend('${name}')`,
  };
}

function urlIssue(name: string, binding: BackendBinding): readonly Issue[] {
  if (binding.kind !== 'url' || cdk.Token.isUnresolved(binding.url)) return [];
  if (/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(binding.url)) return [];
  return [
    {
      code: 'BACKEND_URL',
      place: `backends['${name}'].url`,
      message: `the backend "${name}" is bound to something that is no base URL`,
      got: binding.url,
      allowed: 'http:// or https://, a host and perhaps a path; no query and no fragment, since the route path follows',
      fix: 'pass the URL that the paths of the routes stand below',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html',
    },
  ];
}
