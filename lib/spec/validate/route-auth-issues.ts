import type { Issue } from '../../errors/issue.js';
import { accessOf, isToken, MOST_ALTERNATIVES, schemesOf } from '../access.js';
import type { Auth } from '../auth.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';
import { onceEach } from './once-each.js';
import { placeOf } from './place-of.js';
import { issueAt } from './rule.js';

/** What a route, or the gateway, asks of its callers as a whole. */
export function allRouteAuthIssues(spec: GatewaySpec): readonly Issue[] {
  const accessResult = onceEach(accessOf);
  return [
    ...(spec.auth ? combinationIssues(spec.auth, 'auth', accessResult) : []),
    ...spec.routes.flatMap((route) => [
      ...statedAuthIssues(route, spec),
      ...(route.auth ? combinationIssues(route.auth, `${placeOf(route)}.auth`, accessResult) : []),
      ...stepUpBackendIssues(route, spec),
    ]),
  ];
}

function statedAuthIssues(route: Route, spec: GatewaySpec): readonly Issue[] {
  if (route.auth || spec.auth) return [];
  return [
    {
      code: 'ROUTE_AUTH_MISSING',
      place: `${placeOf(route)}.auth`,
      message: `${route.pattern} does not say who may call it`,
      got: 'no auth on the route, and no default on the gateway',
      allowed: "'public', a scheme, or a combination of schemes",
      fix: "write auth: 'public' if everyone may call it; otherwise name a scheme here or on the gateway",
    },
  ];
}

function combinationIssues(auth: Auth, place: string, accessResult: typeof accessOf): readonly Issue[] {
  if (auth === 'public') return [];
  const result = accessResult(auth);
  if (result.ok) return [];
  return [
    {
      code: 'AUTH_COMBINATION',
      place,
      message: result.message,
      got: result.got,
      allowed: `up to ${MOST_ALTERNATIVES} alternatives of tokens in headers of their own, and with all of them the same key, IAM, certificate or authorizer`,
      fix: 'ask for less on one route, or give the callers routes of their own',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
    },
  ];
}

/** API Gateway cannot word the challenge, so it is worded around a handler. */
function stepUpBackendIssues(route: Route, spec: GatewaySpec): readonly Issue[] {
  const schemes = schemesOf(route.auth ?? spec.auth ?? 'public');
  if (route.to.kind === 'lambda' || !schemes.some((scheme) => isToken(scheme) && scheme.stepUps.length > 0)) return [];
  return [
    issueAt(placeOf(route), {
      code: 'STEP_UP_BACKEND',
      at: 'to',
      message: "API Gateway's own refusals cannot say how to log in, so a step-up is asked for in front of a function",
      got: `${route.to.kind}, and a route whose callers may have to log in again`,
      allowed: 'lambda(…)',
      fix: 'answer the route from a function, or take stepUp off',
      source: 'https://www.rfc-editor.org/rfc/rfc9470#section-3',
    }),
  ];
}
