import type { Issue } from '../errors/issue.js';
import { shown } from '../errors/shown.js';
import { quotas } from '../facts/quotas.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { type PathSegment, parsePath, pathShape } from '../spec/path.js';
import type { Route } from '../spec/route.js';
import { placeOf } from '../spec/validate/place-of.js';
import type { ApiChoices } from './choose-apis.js';

const IMPORT_NOTES = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html';

/** Rules that hold once the API type of each route is known. */
export function restIssues(spec: GatewaySpec, choices: ApiChoices): readonly Issue[] {
  const onRest = spec.routes.filter((route) => choices.of(route).api === 'rest');
  return [
    ...spec.routes.flatMap((route) => timeoutIssues(route, choices)),
    ...onRest.flatMap(reservedIssues),
    ...siblingIssues(onRest),
  ];
}

function timeoutIssues(route: Route, choices: ApiChoices): readonly Issue[] {
  if (route.timeoutMs === undefined) return [];
  const { api } = choices.of(route);
  const longest = api === 'http' ? quotas.httpTimeoutMs : quotas.restTimeoutMs;
  const shortest = quotas.minTimeoutMs.value;
  if (Number.isInteger(route.timeoutMs) && route.timeoutMs >= shortest && route.timeoutMs <= longest.value) return [];
  return [
    {
      code: 'ROUTE_TIMEOUT',
      place: `${placeOf(route)}.timeoutMs`,
      message: `the ${api.toUpperCase()} API of this route does not wait that long`,
      got: shown(route.timeoutMs),
      allowed: `whole milliseconds, ${shortest} to ${longest.value}`,
      fix: 'answer within the limit, and do the rest of the work behind a queue',
      source: longest.source,
    },
  ];
}

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

/** A REST resource has one variable child, greedy or not, so siblings agree on the parameter. */
function siblingIssues(routes: readonly Route[]): readonly Issue[] {
  const named = new Map<string, { readonly name: string; readonly route: Route }>();
  return routes.flatMap((route) => {
    const parsed = parsePath(route.path);
    return parsed.ok
      ? parsed.segments.flatMap((segment, depth) =>
          siblingIssue(route, segment, parsed.segments.slice(0, depth), named),
        )
      : [];
  });
}

function siblingIssue(
  route: Route,
  segment: PathSegment,
  parents: readonly PathSegment[],
  named: Map<string, { readonly name: string; readonly route: Route }>,
): readonly Issue[] {
  if (segment.kind === 'literal') return [];
  const name = segment.kind === 'greedy' ? `${segment.text}+` : segment.text;
  const parent = pathShape(parents);
  const first = named.get(parent);
  if (!first) named.set(parent, { name, route });
  if (!first || first.name === name) return [];
  return [
    {
      code: 'REST_SIBLING_PARAMETERS',
      place: placeOf(route),
      message: 'below one resource, a REST API has a single path parameter, with one name',
      got: `{${name}} here, {${first.name}} in ${first.route.pattern}`,
      allowed: `one name for the segment below ${parent}`,
      fix: `call it {${first.name}} in both routes`,
      source: IMPORT_NOTES,
    },
  ];
}
