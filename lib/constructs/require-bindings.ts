import { type Issue, IssuesError } from '../errors/issue.js';
import type { Plan } from '../plan/plan.js';
import type { BackendBinding } from './backends.js';
import type { Bindings } from './bind-backends.js';
import { cdk } from './cdk.js';

/** @throws IssuesError naming every backend that is missing, unknown or bound to something that is no base URL */
export function requireBindings(plan: Plan, bindings: Bindings): void {
  const wanted = new Set(plan.integrations.flatMap((to) => (to.kind === 'bound' ? [to.name] : [])));
  const missing = [...wanted].filter((name) => !Object.hasOwn(bindings, name)).map(missingIssue);
  const unknown = Object.keys(bindings)
    .filter((name) => !wanted.has(name))
    .map((name) => unknownIssue(name, [...wanted]));
  const badUrls = Object.entries(bindings).flatMap(([name, binding]) => urlIssue(name, binding));
  const issues = [...missing, ...unknown, ...badUrls];
  if (issues.length > 0) throw new IssuesError(`The gateway ${JSON.stringify(plan.gateway)}`, issues);
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
