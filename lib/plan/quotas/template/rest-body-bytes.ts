import { quotas } from '../../../facts/quotas.js';
import type { IntegrationPlan, RoutePlan, RouteValidationPlan } from '../../plan.js';
import { routesAtPaths } from '../../routes-at-paths.js';
import { functionUriBytes } from './function-uri.js';
import { jsonBytes, memberBytes, total } from './json-bytes.js';
import { mockBytes, preflightBytes } from './mock-bytes.js';
import { type BodyPlan, onceABody } from './once-a-body.js';
import { refusalBytes } from './refusal-bytes.js';
import { schemeBytes, securityBytes } from './scheme-bytes.js';

/** The body of the REST API, in which each operation has its integration. */
export const restBodyBytes = onceABody((plan) => {
  const routes = plan.routes.filter(({ api }) => api === 'rest');
  const integrations = new Map(plan.integrations.map((integration) => [integration.id, integration]));
  const paths = routesAtPaths(routes);
  return (
    FRAME +
    plan.gateway.length +
    (plan.domain ? OWN_SERVER + plan.domain.name.length : 0) +
    total([...paths.keys()], (path) => PATH + path.length) +
    total(routes, (route) => operationBytes(route, integrations.get(route.integration), plan)) +
    (plan.cors ? paths.size * preflightBytes(plan.cors) : 0) +
    schemeBytes(plan, 'rest') +
    (plan.models.length > 0 ? MODELS + total(plan.models, ({ name, schema }) => memberBytes({ [name]: schema })) : 0) +
    refusalBytes(plan)
  );
});

const FRAME = jsonBytes({
  openapi: '3.0.1',
  info: { title: '', version: '1.0' },
  paths: {},
  components: {},
  'x-amazon-apigateway-gateway-responses': {},
});
const OWN_SERVER = memberBytes({ servers: [{ url: 'https://', 'x-amazon-apigateway-endpoint-configuration': {} }] });
const PATH = memberBytes({ '': {} });
const MODELS = memberBytes({
  schemas: {},
  'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true, validateRequestParameters: false } },
});

const OPERATION = memberBytes({ '': { operationId: '', 'x-amazon-apigateway-integration': {} } });
const NO_RESPONSES = memberBytes({ responses: {} });

function operationBytes(route: RoutePlan, to: IntegrationPlan | undefined, plan: BodyPlan): number {
  const name = route.method === 'ANY' ? 'x-amazon-apigateway-any-method' : route.method;
  return (
    OPERATION +
    name.length +
    route.operationId.length +
    securityBytes(route.auth) +
    (route.validation ? validationBytes(route.validation) : 0) +
    (to?.kind === 'reply' ? mockBytes(to, plan.cors) : NO_RESPONSES + integrationBytes(route, to, plan))
  );
}

const QUERY = memberBytes({ name: '', in: 'query', required: true, schema: { type: 'string' } }) + '{}'.length;
const VALIDATOR = memberBytes({ 'x-amazon-apigateway-request-validator': 'body' });
const BODY = memberBytes({
  requestBody: {
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/' } } },
  },
});

function validationBytes({ model, query }: RouteValidationPlan): number {
  if (model === undefined && query.length === 0) return 0;
  const parameters = query.length > 0 ? PARAMETERS + total(query, (name) => QUERY + name.length) : 0;
  return VALIDATOR + parameters + (model === undefined ? 0 : BODY + model.length);
}

const FUNCTION = memberBytes({ type: 'aws_proxy', httpMethod: 'POST', uri: 0 });
const STREAM = memberBytes({ responseTransferMode: 'STREAM' });
const TIMEOUT = memberBytes({ timeoutInMillis: 29_000 });

function integrationBytes(route: RoutePlan, to: IntegrationPlan | undefined, plan: BodyPlan): number {
  const waits = route.timeoutMs === quotas.restTimeoutMs.value ? 0 : TIMEOUT;
  if (to?.kind === 'lambda')
    return FUNCTION + functionUriBytes(to.function, plan) + (to.streaming ? STREAM : 0) + waits;
  return PROXY + waits + proxyBytes(route, to);
}

const PROXY = memberBytes({ type: 'http_proxy', httpMethod: 'POST', uri: '' });
const PARAMETERS = memberBytes({ parameters: [] });
const MAPPINGS = memberBytes({ requestParameters: {} });
/** A parameter is declared, and mapped under its name twice. */
const MAPPED =
  memberBytes({ name: '', in: 'path', required: true, schema: { type: 'string' } }) +
  '{}'.length +
  memberBytes({ 'integration.request.path.': 'method.request.path.' });
/** Origin or link of a bound backend: the app knows which. */
const BOUND = 120;

function proxyBytes(route: RoutePlan, to: IntegrationPlan | undefined): number {
  if (to?.kind !== 'http' && to?.kind !== 'bound') return 0;
  const url = to.kind === 'http' ? to.url : route.path;
  const names = url.match(/(?<=\{)[^{}+]+/g) ?? [];
  const mapped = to.headers || to.transform ? jsonBytes(to.headers ?? {}) + jsonBytes(to.transform ?? {}) : 0;
  return (
    Buffer.byteLength(url) +
    (to.kind === 'bound' ? BOUND : 0) +
    (names.length > 0 ? PARAMETERS : 0) +
    (names.length > 0 || mapped > 0 ? MAPPINGS + mapped : 0) +
    total(names, (name) => MAPPED + 3 * name.length)
  );
}
