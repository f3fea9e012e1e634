import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import { placeOf } from '../../spec/validate/place-of.js';
import type { ApiChoices } from '../choose-apis.js';
import { routeAccess } from '../route-access.js';
import { isClosedByAuthorizer } from './closed-origin.js';

const ACCESS_CONTROL = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html';

/** A route of an HTTP API has one authorizer: where that is not the bundled one, nothing looks for the edge's header. */
export function originIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  return spec.routes
    .filter((route) => isClosedByAuthorizer(spec, choices.of(route).api))
    .flatMap((route) => otherAuthorizer(route, spec));
}

function otherAuthorizer(route: Route, spec: GatewaySpec): readonly Issue[] {
  const { custom } = routeAccess(route, spec);
  if (!custom) return [];
  return [
    {
      code: 'ORIGIN_AUTHORIZER',
      place: `${placeOf(route)}.auth`,
      message: 'nothing on this route of an HTTP API could refuse calls around the edge',
      got: `an authorizer of your own (${shown(custom.name)})`,
      allowed: "tokens, 'public', or a REST API, which has a firewall before it",
      fix: "write api: 'rest', or edge: { origin: { closedBy: 'none' } }",
      source: ACCESS_CONTROL,
    },
  ];
}
