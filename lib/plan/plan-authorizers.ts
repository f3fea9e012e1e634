import type { TokenAuth } from '../spec/auth.js';
import type { CustomAuth } from '../spec/authorizer.js';
import { cognitoIssuer } from '../spec/cognito.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { type TokenRoute, tokenRoutes } from './authorized-routes.js';
import type { ApiChoices } from './choose-apis.js';
import { type Group, groupedBy } from './grouped-by.js';
import { AUTHORIZER_FUNCTION_ID, customAuthorizerId, functionId } from './ids.js';
import { isClosedByAuthorizer } from './origin/closed-origin.js';
import { originAuthorizers, UNCACHED } from './origin/origin-authorizer.js';
import type { ApiType, AuthorizerPlan } from './plan.js';
import { routeAccess } from './route-access.js';

/** One authorizer for each set of schemes, API and kind; its reasons are those of all of its routes. */
export function planAuthorizers(spec: GatewaySpec, choices: ApiChoices): readonly AuthorizerPlan[] {
  const groups = groupedBy(tokenRoutes(spec, choices).values(), ({ authorizer }) => authorizer);
  const bundled = [...groups].flatMap(([id, group]) => planAuthorizer(id, group, spec));
  const others = [...customAuthorizers(spec, choices), ...originAuthorizers(spec, choices)];
  return [...bundled, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function planAuthorizer(id: string, group: Group<TokenRoute>, spec: GatewaySpec): readonly AuthorizerPlan[] {
  const [first] = group;
  const [[scheme] = []] = first.tokens;
  const { choice, api, identity, ttlSeconds, schemes } = first;
  const reasons = [...new Set(group.map((route) => route.choice.because))].sort();
  const because = [...reasons, ...(isClosedByAuthorizer(spec, api) ? [UNCACHED] : [])].join('. ');
  const named = { id, schemes, because };
  switch (choice.kind) {
    case 'http-jwt':
      return scheme ? [{ ...named, kind: choice.kind, api: 'http', ...nativeSettings(scheme) }] : [];
    case 'rest-cognito': {
      const userPoolArns = scheme?.kind === 'cognito' ? [scheme.userPoolArn] : [];
      return [{ ...named, kind: choice.kind, api: 'rest', userPoolArns, ttlSeconds }];
    }
    default:
      return [{ ...named, kind: choice.kind, api, function: AUTHORIZER_FUNCTION_ID, identity, ttlSeconds }];
  }
}

function nativeSettings(scheme: TokenAuth): { readonly issuer: string; readonly audiences: readonly string[] } {
  if (scheme.kind === 'cognito') return { issuer: cognitoIssuer(scheme.userPoolArn), audiences: scheme.clientIds };
  return { issuer: scheme.kind === 'jwt' ? (scheme.issuers[0] ?? '') : '', audiences: scheme.audiences };
}

function customAuthorizers(spec: GatewaySpec, choices: ApiChoices): readonly AuthorizerPlan[] {
  const made = spec.routes.flatMap((route) => {
    const { custom } = routeAccess(route, spec);
    return custom ? [planCustom(custom, choices.of(route).api)] : [];
  });
  return [...new Map(made.map((authorizer) => [authorizer.id, authorizer])).values()];
}

function planCustom(custom: CustomAuth, api: ApiType): AuthorizerPlan {
  const { identityHeaders: headers, identityQuery: query } = custom;
  return {
    kind: api === 'rest' ? 'rest-lambda' : 'http-lambda',
    id: customAuthorizerId(custom, api),
    api,
    schemes: [custom.name],
    function: functionId(custom.function),
    identity: { headers, query },
    ttlSeconds: headers.length + query.length > 0 ? custom.cacheTtlSeconds : 0,
    because: 'an authorizer of your own decides',
  };
}
