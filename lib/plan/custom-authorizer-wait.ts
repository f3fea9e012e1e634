import type { Issue } from '../errors/issue.js';
import { shown } from '../errors/shown.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { placeOf } from '../spec/validate/place-of.js';
import type { ApiChoices } from './choose-apis.js';
import { functionId } from './ids.js';
import { routeAccess } from './route-access.js';

/** How long an HTTP API waits for a Lambda authorizer. */
export const HTTP_AUTHORIZER_TIMEOUT_MS = 10_000;
const LAMBDA_AUTHORIZER =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html';

function customOnHttp(spec: GatewaySpec, choices: ApiChoices) {
  return spec.routes.flatMap((route) => {
    const { custom } = routeAccess(route, spec);
    return custom && choices.of(route).api === 'http' ? [{ custom, route }] : [];
  });
}

/** Ids of the functions that are authorizers of the user's own, on whatever type of API. */
export function customAuthorizerFunctions(spec: GatewaySpec): ReadonlySet<string> {
  const functions = spec.routes.flatMap((route) => routeAccess(route, spec).custom?.function ?? []);
  return new Set(functions.map(functionId));
}

/** Authorizers that may run on when nobody waits any more; each once. */
export function authorizerWaitIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  const long = customOnHttp(spec, choices).filter(
    ({ custom }) => (custom.function.timeoutMs ?? 0) > HTTP_AUTHORIZER_TIMEOUT_MS,
  );
  const first = new Map(long.toReversed().map((one) => [one.custom.name, one]));
  return [...first.values()].toReversed().map(({ custom, route }) => ({
    code: 'AUTHORIZER_TIMEOUT',
    place: `${route.auth ? `${placeOf(route)}.` : ''}auth.function.timeoutMs`,
    message: `an HTTP API waits ${HTTP_AUTHORIZER_TIMEOUT_MS} ms for an authorizer, and answers 500 then, while the function runs on`,
    got: shown(custom.function.timeoutMs),
    allowed: `1000 to ${HTTP_AUTHORIZER_TIMEOUT_MS}, in steps of 1000`,
    fix: "leave timeoutMs out, or put the routes on a REST API: api: 'rest'",
    source: LAMBDA_AUTHORIZER,
  }));
}
