import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';
import { allAuthIssues } from './all-auth-issues.js';
import { backendIssues } from './backend-issues.js';
import { corsIssues } from './cors-issues.js';
import { duplicateNames, duplicateRoutes } from './duplicate-issues.js';
import { lambdaConflicts } from './lambda-issues.js';
import { patternIssues } from './pattern-issues.js';
import { placeOf } from './place-of.js';
import { schemeConflicts } from './scheme-conflicts.js';
import { settingIssues } from './setting-issues.js';
import { throttleIssues } from './throttle-issues.js';

/** Everything that is wrong with a spec whatever is deployed for it; empty where nothing is. */
export function validateGateway(spec: GatewaySpec): readonly Issue[] {
  return [
    ...settingIssues(spec),
    ...corsIssues(spec),
    ...allAuthIssues(spec),
    ...spec.routes.flatMap((route) => routeIssues(route, spec)),
    ...duplicateRoutes(spec.routes),
    ...duplicateNames(spec.routes),
    ...schemeConflicts(spec),
    ...lambdaConflicts(spec.routes),
  ];
}

function routeIssues(route: Route, spec: GatewaySpec): readonly Issue[] {
  const place = placeOf(route);
  return [
    ...patternIssues(route, place),
    ...statedAuthIssues(route, spec, place),
    ...backendIssues(route, place),
    ...throttleIssues(route.throttle, `${place}.throttle`),
  ];
}

function statedAuthIssues(route: Route, spec: GatewaySpec, place: string): readonly Issue[] {
  if (route.auth || spec.auth) return [];
  return [
    {
      code: 'ROUTE_AUTH_MISSING',
      place: `${place}.auth`,
      message: `${route.pattern} does not say who may call it`,
      got: 'no auth on the route, and no default on the gateway',
      allowed: "'public', a jwt scheme or an apiKey scheme",
      fix: "write auth: 'public' if everyone may call it; otherwise name a scheme here or on the gateway",
    },
  ];
}
