import type { Issue } from '../../errors/issue.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';
import { allAuthIssues } from './all-auth-issues.js';
import { backendIssues } from './backend-issues.js';
import { allBackendTokenIssues } from './backend-token-issues.js';
import { allCallerHeaderIssues } from './caller-header-issues.js';
import { contractIssues } from './contract-issues.js';
import { corsIssues } from './cors-issues.js';
import { domainIssues } from './domain-issues.js';
import { duplicateIssues } from './duplicate-issues.js';
import { edgeIssues } from './edge/edge-issues.js';
import { firewallIssues } from './firewall/firewall-issues.js';
import { lambdaConflicts } from './lambda-conflicts.js';
import { onceASpec } from './once-a-spec.js';
import { patternIssues } from './pattern-issues.js';
import { pinIssues } from './pin-issues.js';
import { placeOf } from './place-of.js';
import { raisedQuotaIssues } from './quota-issues.js';
import { allRouteAuthIssues } from './route-auth-issues.js';
import { schemeConflicts } from './scheme-conflicts.js';
import { settingIssues } from './setting-issues.js';
import { splitIssues } from './split-issues.js';
import { streamingIssues } from './streaming-issues.js';
import { throttleIssues } from './throttle-issues.js';
import { trafficIssues } from './traffic-issues.js';
import { allTransformIssues } from './transform-issues.js';
import { unknownPropIssues } from './unknown-prop-issues.js';
import { plansIssues } from './usage-plan-issues.js';

/** Everything that is wrong with a spec whatever is deployed for it; empty where nothing is. */
export const validateGateway: (spec: GatewaySpec) => readonly Issue[] = onceASpec((spec) => [
  ...settingIssues(spec),
  ...raisedQuotaIssues(spec),
  ...unknownPropIssues(spec),
  ...corsIssues(spec),
  ...allAuthIssues(spec),
  ...allRouteAuthIssues(spec),
  ...allCallerHeaderIssues(spec),
  ...allBackendTokenIssues(spec),
  ...allTransformIssues(spec),
  ...streamingIssues(spec),
  ...domainIssues(spec),
  ...firewallIssues(spec),
  ...edgeIssues(spec),
  ...pinIssues(spec),
  ...splitIssues(spec),
  ...trafficIssues(spec),
  ...spec.routes.flatMap(routeIssues),
  ...duplicateIssues(spec.routes),
  ...schemeConflicts(spec),
  ...plansIssues(spec),
  ...lambdaConflicts(spec),
]);

function routeIssues(route: Route): readonly Issue[] {
  const place = placeOf(route);
  return [
    ...patternIssues(route, place),
    ...contractIssues(route, place),
    ...backendIssues(route, place),
    ...throttleIssues(route.throttle, `${place}.throttle`),
  ];
}
