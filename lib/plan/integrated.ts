import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import type { Integrated } from './ids.js';
import { mappedHeaders } from './mapped-headers.js';
import { functionOf, mappedTransform } from './plan-transforms.js';
import { withUnkeptErrors } from './unkept-errors.js';

/** What the integration of a route does besides calling its backend; where a function stands before it, all is up to that. */
export function integrated(route: Route, spec: GatewaySpec, choices: ApiChoices): Integrated {
  const fn = route.to.kind === 'lambda' ? undefined : functionOf(route, choices);
  if (fn !== undefined) return { headers: {}, function: fn };
  const transform = mappedTransform(route, choices);
  const isMapped = spec.edge && route.to.kind === 'http' && choices.of(route).api === 'http';
  return { headers: mappedHeaders(route, spec), transform: isMapped ? withUnkeptErrors(transform) : transform };
}
