import { quotas } from '../../../facts/quotas.js';
import type { IntegrationPlan, RoutePlan } from '../../plan.js';
import { routesAtPaths } from '../../routes-at-paths.js';
import { servedMethods } from '../../served-methods.js';
import { functionUriBytes } from './function-uri.js';
import { jsonBytes, memberBytes, total } from './json-bytes.js';
import { type BodyPlan, onceABody } from './once-a-body.js';
import { schemeBytes, securityBytes } from './scheme-bytes.js';

/** The body of the HTTP API, which has each integration once. */
export const httpBodyBytes = onceABody((plan) => {
  const routes = plan.routes.filter(({ api }) => api === 'http');
  const used = new Map(routes.map((route) => [route.integration, route]));
  const integrations = plan.integrations.filter(({ id }) => used.has(id));
  return (
    FRAME +
    jsonBytes({ title: plan.gateway, description: plan.description ?? '' }) +
    (plan.cors ? CORS + jsonBytes(plan.cors) : 0) +
    (plan.domain ? OWN_SERVER + plan.domain.name.length : 0) +
    total([...routesAtPaths(routes)], ([path, atPath]) => pathBytes(path, atPath, plan)) +
    total(integrations, (integration) => integrationBytes(integration, used.get(integration.id), plan)) +
    schemeBytes(plan, 'http')
  );
});

const FRAME = jsonBytes({
  openapi: '3.0.1',
  info: { version: '1.0' },
  paths: {},
  components: { 'x-amazon-apigateway-integrations': {} },
  'x-amazon-apigateway-importexport-version': '1.0',
});
/** Its methods, and the longer names of its properties. */
const CORS = memberBytes({ 'x-amazon-apigateway-cors': { allowMethods: ['GET', 'POST', 'PUT'] } });
const OWN_SERVER = memberBytes({ servers: [{ url: 'https://', 'x-amazon-apigateway-endpoint-configuration': {} }] });
const PATH = memberBytes({ '': {} });

const PARAMETERS = memberBytes({ parameters: [] });
const PARAMETER = memberBytes({ name: '', in: 'path', required: true, schema: { type: 'string' } }) + '{}'.length;

function pathBytes(path: string, atPath: readonly RoutePlan[], { cors }: BodyPlan): number {
  const parameters = path.match(/(?<=\{)[^{}]+(?=\})/g) ?? [];
  return (
    PATH +
    path.length +
    (parameters.length > 0 ? PARAMETERS + total(parameters, (each) => PARAMETER + each.length) : 0) +
    total(atPath, (route) => {
      const methods = servedMethods(route, atPath, cors);
      return total(methods, (method) => operationBytes(route, method));
    })
  );
}

const OPERATION = memberBytes({
  '': {
    operationId: '',
    responses: {},
    'x-amazon-apigateway-integration': { $ref: '#/components/x-amazon-apigateway-integrations/' },
  },
});

function operationBytes(route: RoutePlan, method: string): number {
  const name = method === 'ANY' ? 'x-amazon-apigateway-any-method' : method;
  const suffix = method === route.method ? 0 : method.length + 1;
  return (
    OPERATION + name.length + route.operationId.length + suffix + route.integration.length + securityBytes(route.auth)
  );
}

const INTEGRATION = memberBytes({
  '': { type: 'http_proxy', httpMethod: 'POST', uri: '', payloadFormatVersion: '1.0' },
});
const TIMEOUT = memberBytes({ timeoutInMillis: 29_000 });
const REQUEST = memberBytes({ requestParameters: {} });
const RESPONSE = memberBytes({ responseParameters: {} });

function integrationBytes(to: IntegrationPlan, route: RoutePlan | undefined, plan: BodyPlan): number {
  const waits = route?.timeoutMs === quotas.httpTimeoutMs.value ? 0 : TIMEOUT;
  return INTEGRATION + to.id.length + waits + uriBytes(to, plan) + mappedBytes(to);
}

/** What a bound backend is, the app knows: as much as a function of another stack. */
const BOUND_URI = 200;

function uriBytes(to: IntegrationPlan, plan: BodyPlan): number {
  if (to.kind === 'lambda') return functionUriBytes(to.function, plan);
  if (to.kind === 'http') return Buffer.byteLength(to.url);
  return BOUND_URI;
}

function mappedBytes(to: IntegrationPlan): number {
  if (to.kind !== 'http' && to.kind !== 'bound') return 0;
  if (!to.headers && !to.transform) return 0;
  const { headers = {}, transform = {} } = to;
  return REQUEST + (transform.response ? RESPONSE : 0) + jsonBytes(headers) + jsonBytes(transform);
}
