import { quotas } from '../facts/quotas.js';
import type { IntegrationPlan, Plan, RoutePlan } from '../plan/plan.js';
import type { Transform } from '../spec/transform.js';
import { type BackendRef, type BodyRefs, refOf } from './body-refs.js';
import { componentName } from './component-name.js';
import { integrationOf } from './integration-of.js';
import { httpHeaderMapping, type PlannedHeaders } from './mapped-headers.js';
import { urlPath } from './paths.js';
import { httpRequestMapping, httpResponseMapping } from './transform/http-mapping.js';
import { rewrittenUrl } from './transform/rewritten-url.js';

interface Keyed {
  /** Routes with the same key share one integration. */
  readonly key: string;
  readonly integration: object;
}

/**
 * The integration of one HTTP API route; routes of one integration wait equally long for it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function httpIntegration(plan: Plan, route: RoutePlan, refs: BodyRefs): Keyed {
  const planned = integrationOf(plan, route);
  const { name, integration } = kinds[planned.kind](planned as never, route, refs);
  const { timeoutMs } = route;
  return {
    key: componentName(name),
    integration:
      timeoutMs === quotas.httpTimeoutMs.value ? integration : { ...integration, timeoutInMillis: timeoutMs },
  };
}

type Named = { readonly name: string; readonly integration: object };
type OfKind<Kind extends IntegrationPlan['kind']> = Extract<IntegrationPlan, { kind: Kind }>;

const kinds = {
  lambda: ({ id, function: fn }, _route, refs) => ({ name: id, integration: proxyTo(refOf(refs.invocationUris, fn)) }),
  http: ({ id, url, headers, transform }) => ({
    name: id,
    integration: { ...passTo(rewrittenUrl(url, transform)), ...parameters(headers, transform) },
  }),
  reply: ({ id }) => {
    throw new Error(`HTTP APIs have no mock integration, yet the plan puts "${id}" on one`);
  },
  bound: ({ id, name, headers, transform }, route, refs) => {
    const { integration, ...named } = bound(id, refOf(refs.backends, name), route);
    return { ...named, integration: { ...integration, ...parameters(headers, transform) } };
  },
} satisfies { [Kind in IntegrationPlan['kind']]: (plan: OfKind<Kind>, route: RoutePlan, refs: BodyRefs) => Named };

function bound(id: string, ref: BackendRef, route: RoutePlan): Named {
  if (ref.kind === 'function') return { name: id, integration: proxyTo(ref.invocationUri) };
  // A public URL does not get the request's path by itself, so each path has an integration of its own.
  if (ref.kind === 'url')
    return { name: `${id}${route.path}`, integration: passTo(`${ref.url}${urlPath(route.path)}`) };
  return {
    name: id,
    // Behind a VPC link the request's path goes along as it came.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
    integration: {
      ...passTo(ref.listenerArn),
      connectionType: 'VPC_LINK',
      connectionId: ref.vpcLinkId,
      ...(ref.serverName ? { tlsConfig: { serverNameToVerify: ref.serverName } } : {}),
    },
  };
}

function parameters(headers: PlannedHeaders, transform: Transform = {}): object {
  const requestParameters = { ...httpHeaderMapping(headers), ...httpRequestMapping(transform) };
  const responseParameters = httpResponseMapping(transform);
  return {
    ...(Object.keys(requestParameters).length > 0 ? { requestParameters } : {}),
    ...(Object.keys(responseParameters).length > 0 ? { responseParameters } : {}),
  };
}

function proxyTo(invocationUri: string): object {
  return { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri, payloadFormatVersion: '2.0' };
}

function passTo(uri: string): object {
  return { type: 'http_proxy', httpMethod: 'ANY', uri, payloadFormatVersion: '1.0' };
}
