import type { Issue } from '../errors/issue.js';
import { shown } from '../errors/shown.js';
import { quotas } from '../facts/quotas.js';
import { isStreamed } from '../spec/backend.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { quotaLimit } from '../spec/quotas.js';
import type { Route } from '../spec/route.js';
import { cognitoClientIssues } from '../spec/validate/cognito-issues.js';
import { domainApiIssues } from '../spec/validate/domain-issues.js';
import { placeOf } from '../spec/validate/place-of.js';
import type { ApiChoices } from './choose-apis.js';
import { authorizerWaitIssues } from './custom-authorizer-wait.js';
import { fallThroughIssues } from './fall-through-issues.js';
import { meterIssues } from './meter-issues.js';
import type { ApiType } from './plan.js';
import { siblingIssues } from './sibling-issues.js';

const IMPORT_NOTES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html';

/** Rules that hold once the API type of each route is known. */
export function apiIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  const routesOn = (api: ApiType) => spec.routes.filter((route) => choices.of(route).api === api);
  return [
    ...spec.routes.flatMap((route) => timeoutIssues(route, spec, choices)),
    ...routesOn('rest').flatMap(reservedIssues),
    ...routesOn('http').flatMap((route) => cognitoClientIssues(route, spec)),
    ...domainApiIssues(spec, routesOn('rest').length > 0 && routesOn('http').length > 0),
    ...authorizerWaitIssues(spec, choices),
    ...meterIssues(spec),
    ...fallThroughIssues(spec, routesOn('http')),
    ...siblingIssues('rest', routesOn('rest')),
    ...siblingIssues('http', routesOn('http')),
  ];
}

function timeoutIssues(route: Route, spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  if (route.timeoutMs === undefined) return [];
  const { api } = choices.of(route);
  const name = isStreamed(route.to) ? 'restStreamTimeoutMs' : api === 'http' ? 'httpTimeoutMs' : 'restTimeoutMs';
  const longest = quotaLimit(name, spec.quotas);
  const shortest = quotas.minTimeoutMs.value;
  if (Number.isInteger(route.timeoutMs) && route.timeoutMs >= shortest && route.timeoutMs <= longest) return [];
  return [
    {
      code: 'ROUTE_TIMEOUT',
      place: `${placeOf(route)}.timeoutMs`,
      message: `the ${api.toUpperCase()} API of this route cannot wait for so long, or so short`,
      got: shown(route.timeoutMs),
      allowed: `whole milliseconds, ${shortest} to ${longest}`,
      fix: isStreamed(route.to) ? QUEUE : `${QUEUE}; or, once AWS has raised it, write quotas: { restTimeoutMs: … }`,
      source: quotas[name].source,
    },
  ];
}

const QUEUE = 'answer within the limit, and do the rest of the work behind a queue';

function reservedIssues(route: Route): readonly Issue[] {
  if (route.path !== '/ping' && route.path !== '/sping') return [];
  return [
    {
      code: 'ROUTE_RESERVED',
      place: placeOf(route),
      message: 'REST APIs answer /ping and /sping themselves',
      got: shown(route.path),
      allowed: 'any other path',
      fix: 'call it /health, or put the route on an HTTP API',
      source: IMPORT_NOTES,
    },
  ];
}
