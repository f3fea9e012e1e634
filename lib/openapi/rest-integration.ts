import { quotas } from '../facts/quotas.js';
import type { CorsPlan, IntegrationPlan, Plan, RoutePlan } from '../plan/plan.js';
import { type BackendRef, type BodyRefs, type LoadBalancerRef, refOf } from './body-refs.js';
import { integrationOf } from './integration-of.js';
import { restHeaderMapping } from './mapped-headers.js';
import { mockReply } from './mock-reply.js';
import { placeholdersOf, urlPath } from './paths.js';
import { restRequestMapping } from './transform/rest-mapping.js';
import { rewrittenUrl } from './transform/rewritten-url.js';

export interface RestOperation {
  /** Path parameters that the integration maps; others need no declaration. */
  readonly parameters: readonly object[];
  readonly responses: Readonly<Record<string, object>>;
  readonly integration: object;
}

/**
 * What answers one REST route.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function restIntegration(plan: Plan, route: RoutePlan, refs: BodyRefs): RestOperation {
  const planned = integrationOf(plan, route);
  const made = kinds[planned.kind](planned as never, route, refs, plan.cors);
  // A mock answers at once: it has no timeout.
  return planned.kind === 'reply' || route.timeoutMs === quotas.restTimeoutMs.value
    ? made
    : { ...made, integration: { ...made.integration, timeoutInMillis: route.timeoutMs } };
}

/** What is mapped on the way to a backend that is called by its URL. */
type Mapped = Pick<OfKind<'http'>, 'headers' | 'transform'>;
type OfKind<Kind extends IntegrationPlan['kind']> = Extract<IntegrationPlan, { kind: Kind }>;

const kinds = {
  lambda: ({ function: fn, streaming }, _route, refs) => {
    const made = proxyTo(refOf(refs.invocationUris, fn));
    return streaming ? { ...made, integration: { ...made.integration, responseTransferMode: 'STREAM' } } : made;
  },
  http: (plan, route) => {
    const url = rewrittenUrl(plan.url, plan.transform);
    return passTo(url, placeholdersOf(url), route, plan);
  },
  reply: (plan, _route, _refs, cors) => mockReply(plan, cors),
  bound: (plan, route, refs) => bound(refOf(refs.backends, plan.name), route, plan),
} satisfies {
  [Kind in IntegrationPlan['kind']]: (
    plan: OfKind<Kind>,
    route: RoutePlan,
    refs: BodyRefs,
    cors: CorsPlan | undefined,
  ) => RestOperation;
};

/** A function gets the request as it came, so the constructs refuse one that needs other headers. */
function bound(ref: BackendRef, route: RoutePlan, mapped: Mapped): RestOperation {
  if (ref.kind === 'function') return proxyTo(ref.invocationUri);
  const base = ref.kind === 'url' ? ref.url : originOf(ref);
  const made = passTo(`${base}${urlPath(route.path)}`, placeholdersOf(route.path), route, mapped);
  if (ref.kind === 'url') return made;
  // VPC links V2 reach both kinds of load balancer from REST APIs too; V1, for NLBs only, AWS calls legacy.
  // The target is the load balancer and not its listener; the URI gives scheme, port, Host and path.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
  const link = { connectionType: 'VPC_LINK', connectionId: ref.vpcLinkId, integrationTarget: ref.loadBalancerArn };
  return { ...made, integration: { ...made.integration, ...link } };
}

function originOf(ref: LoadBalancerRef): string {
  const port = ref.port === undefined ? '' : `:${ref.port}`;
  return ref.serverName === undefined ? `http://${ref.dnsName}${port}` : `https://${ref.serverName}${port}`;
}

function proxyTo(invocationUri: string): RestOperation {
  return { parameters: [], responses: {}, integration: { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri } };
}

/** REST APIs fill `{name}` in a URI from mapped parameters only, and map only what the method declares. */
function passTo(
  uri: string,
  names: readonly string[],
  route: RoutePlan,
  { headers, transform = {} }: Mapped,
): RestOperation {
  const paths = names.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]);
  const mapped = { ...Object.fromEntries(paths), ...restHeaderMapping(headers), ...restRequestMapping(transform) };
  return {
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    responses: {},
    integration: {
      type: 'http_proxy',
      httpMethod: route.method,
      uri,
      ...(Object.keys(mapped).length > 0 ? { requestParameters: mapped } : {}),
    },
  };
}
