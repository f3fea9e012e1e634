import type { HttpApiDefinition, HttpIntegration, HttpRoute } from '../model/http-api.js';
import { parseMappingKey } from './mapping/parse-mapping-key.js';
import { isReservedHeader } from './mapping/reserved-headers.js';

interface UnsupportedHttpFeature {
  readonly routeKey: string;
  readonly message: string;
}

/** What the engine does not emulate, or AWS would refuse, of an API: to be said at start, route by route. */
export function unsupportedHttpFeatures(api: HttpApiDefinition): UnsupportedHttpFeature[] {
  return api.routes.flatMap((route) => {
    const integration = api.integrations[route.integrationId];
    const messages = [...authorizerProblems(api, route), ...integrationProblems(integration)];
    return messages.map((message) => ({ routeKey: route.routeKey, message }));
  });
}

function authorizerProblems(api: HttpApiDefinition, { authorization }: HttpRoute): string[] {
  if (authorization.kind === 'AWS_IAM')
    return ['AWS_IAM: policies of principals are not evaluated: who signs stands for the account'];
  if (authorization.kind === 'NONE') return [];
  const { authorizerId, kind } = authorization;
  const found = api.authorizers[authorizerId]?.kind === (kind === 'JWT' ? 'JWT' : 'REQUEST');
  return found ? [] : [`no authorizer ${authorizerId} of the kind ${kind}: the route answers 500`];
}

function integrationProblems(integration: HttpIntegration | undefined): string[] {
  if (!integration) return ['no integration: the route answers 500'];
  if (integration.subtype) return [`the integration ${integration.subtype} is not emulated: the route answers 500`];
  return [
    ...(integration.connectionType === 'VPC_LINK' ? [vpcLink(integration)] : []),
    ...mappingProblems(integration.requestParameters),
    ...Object.values(integration.responseParameters).flatMap(mappingProblems),
  ];
}

const vpcLink = ({ uri = '' }: HttpIntegration): string =>
  `VPC link to ${uri}: reached only where the address has a stand-in, else 503`;

function mappingProblems(parameters: Readonly<Record<string, string>>): string[] {
  return Object.keys(parameters).flatMap((key) => {
    const target = parseMappingKey(key);
    if (!target) return [`parameter mapping ${key} is not known: it is left out`];
    const reserved = target.kind === 'header' && isReservedHeader(target.name);
    return reserved ? [`parameter mapping ${key} names a reserved header: AWS refuses it, here it is left out`] : [];
  });
}
