import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { GATEWAY_PROPS, type GatewaySpec } from '../gateway.js';
import { type PropTable, unknownIn } from '../known-props.js';
import { ROUTE_PROPS, type Route } from '../route.js';
import { authFaultAt, callerHeadersShape, domainShape, tokenExchangeShape } from './auth-shape.js';
import { contractInfoShape, externalDocsShape } from './contract-info-shape.js';
import { cacheShape, edgeShape } from './edge/edge-shape.js';
import { firewallShape } from './firewall/firewall-shape.js';
import { pinFault, pinShape } from './pin-issues.js';
import { placeOf } from './place-of.js';
import { isRecord, number, optional, type Shape } from './shape.js';
import { trafficShape } from './traffic-shape.js';
import { transformShape, useShape } from './transform-shape.js';
import { unknownPropIssue } from './unknown-prop-issues.js';

const BACKENDS = ['lambda', 'http', 'reply', 'bound'];
const API_CHOICES = ['auto', 'http', 'rest'];

const backendShape: Shape = (value) => (isRecord(value) && BACKENDS.includes(value.kind as string) ? undefined : '');
const apiShape: Shape = optional((value) => (API_CHOICES.includes(value as string) ? undefined : ''));

/**
 * A spec that no type-checker has seen may hold anything. What is not of its kind is an issue here, and left out of
 * what the other rules see, so that they can report theirs as well.
 */
export function checkShape(spec: GatewaySpec): { readonly issues: readonly Issue[]; readonly sound: GatewaySpec } {
  const routes: readonly unknown[] = Array.isArray(spec.routes) ? spec.routes : [];
  const faults = routes.map((route, index) => routeFaults(route, index));
  const unknown = [...unknownProps(spec, GATEWAY_PROPS, ''), ...routes.flatMap(unknownInRoute)];
  const issues = [...gatewayFaults(spec), ...faults.flat(), ...unknown];
  const sound = routes.flatMap((route, index) => (isRoute(route) ? soundRoute(route, faults[index] ?? []) : []));
  return { issues, sound: { ...soundSettings(spec), routes: sound } };
}

function unknownInRoute(route: unknown): readonly Issue[] {
  return isRoute(route) ? unknownProps(route, ROUTE_PROPS, placeOf(route)) : [];
}

function unknownProps(given: object, known: PropTable, place: string): readonly Issue[] {
  return unknownIn(given, known).map((prop) => unknownPropIssue(prop, place));
}

/** What is read of a gateway besides its routes, and what it has to be. */
const GATEWAY_SHAPES: Readonly<Record<string, readonly [shape: Shape, fault: (place: string, got: unknown) => Issue]>> =
  {
    auth: [optional(authFaultAt), authFault],
    callerHeaders: [optional(callerHeadersShape), callerHeadersFault],
    domain: [optional(domainShape), domainFault],
    firewall: [optional(firewallShape), firewallFault],
    edge: [optional(edgeShape), edgeFault],
    contract: [optional(contractInfoShape), contractFault],
    traffic: [optional(trafficShape), trafficFault],
    pin: [optional(pinShape), pinFault],
  };

function soundSettings(spec: GatewaySpec): Omit<GatewaySpec, 'routes'> {
  const settings: Record<string, unknown> = { ...spec };
  for (const [key, [shape]] of Object.entries(GATEWAY_SHAPES))
    if (shape(settings[key]) !== undefined) delete settings[key];
  return settings as unknown as GatewaySpec;
}

function gatewayFaults(spec: GatewaySpec): readonly Issue[] {
  return [
    ...(Array.isArray(spec.routes)
      ? []
      : [fault('GATEWAY_ROUTES', 'routes', 'a gateway has a list of routes', spec.routes, 'routes: [ … ]')]),
    ...Object.entries(GATEWAY_SHAPES).flatMap(([key, [shape, words]]) =>
      shapeFaults(shape, { ...spec } as Record<string, unknown>, key, key, words),
    ),
    ...shapeFaults(apiShape, { ...spec }, 'api', 'api', apiFault),
  ];
}

/** What is read of a route besides the parts that nothing can be said without, and what it has to be. */
const ROUTE_PART_SHAPES: typeof GATEWAY_SHAPES = {
  callerHeaders: [optional(callerHeadersShape), callerHeadersFault],
  backendToken: [optional(tokenExchangeShape), backendTokenFault],
  transform: [optional(transformShape), transformFault],
  maxBodyBytes: [optional(number), bodyLimitFault],
  use: [optional(useShape), useFault],
  cache: [optional(cacheShape), cacheFault],
  externalDocs: [optional(externalDocsShape), externalDocsFault],
};

/** The route without the parts that are not of their kind; none where it cannot be judged without them. */
function soundRoute(route: Readonly<Record<string, unknown>>, faults: readonly Issue[]): readonly Route[] {
  const wrong = Object.entries(ROUTE_PART_SHAPES).filter(([key, [shape]]) => shape(route[key]) !== undefined);
  if (faults.length > wrong.length) return [];
  const names = new Set(wrong.map(([key]) => key));
  return [Object.fromEntries(Object.entries(route).filter(([key]) => !names.has(key))) as unknown as Route];
}

function routeFaults(route: unknown, index: number): readonly Issue[] {
  if (!isRoute(route)) {
    return [fault('ROUTE_KIND', `routes[${index}]`, 'this is no route', route, "what route('GET /path', { … }) makes")];
  }
  const place = placeOf(route);
  return [
    ...shapeFaults(optional(authFaultAt), route, 'auth', `${place}.auth`, authFault),
    ...Object.entries(ROUTE_PART_SHAPES).flatMap(([key, [shape, words]]) =>
      shapeFaults(shape, route, key, `${place}.${key}`, words),
    ),
    ...shapeFaults(backendShape, route, 'to', `${place}.to`, backendFault),
    ...shapeFaults(apiShape, route, 'api', `${place}.api`, apiFault),
  ];
}

function isRoute(value: unknown): value is Readonly<Record<string, unknown>> & { readonly pattern: string } {
  return isRecord(value) && value.kind === 'route' && typeof value.pattern === 'string';
}

/** The fault stands where the value leaves its shape: `auth.parts[1].client.id`. */
function shapeFaults(
  shape: Shape,
  holder: Readonly<Record<string, unknown>>,
  key: string,
  place: string,
  words: (place: string, got: unknown) => Issue,
): readonly Issue[] {
  const at = shape(holder[key]);
  return at === undefined ? [] : [words(`${place}${oneLine(at)}`, holder[key])];
}

function authFault(place: string, got: unknown): Issue {
  return fault(
    'AUTH_KIND',
    place,
    'this says nobody who may call',
    got,
    "'public', what jwt, introspection, cognito, apiKey, iam, mutualTls or authorizer makes, or anyOf(…) and allOf(…) of these",
  );
}

function callerHeadersFault(place: string, got: unknown): Issue {
  return fault('CALLER_HEADERS', place, 'headers are made of claims, by their names', got, "{ 'x-user': 'sub' }");
}

function backendTokenFault(place: string, got: unknown): Issue {
  return fault('BACKEND_TOKEN', place, 'this is no exchange of tokens', got, 'what tokenExchange(…) makes');
}

function transformFault(place: string, got: unknown): Issue {
  const allowed = '{ request: { headers, query, path, body }, response: { STATUS: { status, headers, body } } }';
  return fault('TRANSFORM', place, 'this is no transformation', got, allowed);
}

function externalDocsFault(place: string, got: unknown): Issue {
  return fault('EXTERNAL_DOCS', place, 'this is no page to read on', got, '{ url, description }');
}

function useFault(place: string, got: unknown): Issue {
  return fault('MIDDLEWARE', place, 'these are no middlewares', got, "a list of what middleware('FILE') makes");
}

function domainFault(place: string, got: unknown): Issue {
  const allowed =
    '{ name, certificateArn, minimumTls, basePath } of texts, alternateNames: [texts], shared: true, hostedZone: { id, name }, mutualTls: { truststore, version }';
  return fault('DOMAIN', place, 'this is no domain', got, allowed);
}

function edgeFault(place: string, got: unknown): Issue {
  const allowed =
    "{ geo: { allow } or { block }, priceClass: 'all', '200' or '100', securityHeaders, compress, accessLogs, origin: { closedBy: 'secret', 'sent' or 'none', rotateEveryDays, failover } }";
  return fault('EDGE', place, 'this is no edge', got, allowed);
}

function cacheFault(place: string, got: unknown): Issue {
  const allowed =
    "{ ttlSeconds, staleWhileRevalidateSeconds, staleIfErrorSeconds } of numbers, vary: { headers, query, cookies } of lists of names, query also 'all', tags: a list of texts";
  return fault('CACHE', place, 'this says nothing of how long an answer is kept', got, allowed);
}

function firewallFault(place: string, got: unknown): Issue {
  const allowed =
    '{ managed: [ … ], rateLimits: { NAME: { limit, windowSeconds, by, only: { paths, methods }, action, response } }, allow and block: { ips, countries, asns, paths, action }, response: { status, body, headers }, inspectKb, log }';
  return fault('FIREWALL', place, 'this is no firewall', got, allowed);
}

function bodyLimitFault(place: string, got: unknown): Issue {
  return fault('ROUTE_BODY_LIMIT', place, 'a limit of bodies is a number of bytes', got, '1 to 65,536');
}

function contractFault(place: string, got: unknown): Issue {
  const allowed =
    '{ title, version, description, license: { name, identifier or url }, contact: { name, url, email }, termsOfService, externalDocs: { url, description }, tags: { TAG: description } } of texts';
  return fault('CONTRACT', place, 'this says nothing of a contract', got, allowed);
}

function trafficFault(place: string, got: unknown): Issue {
  const allowed =
    "{ requestsPerMonth, requestBytes, responseBytes, cacheHitShare, tokenReuse, handlerMs, logBytes, functionLogBytes, tracedShare } of numbers, routes: { 'GET /books': share }";
  return fault('TRAFFIC', place, 'this says nothing of traffic', got, allowed);
}

function backendFault(place: string, got: unknown): Issue {
  return fault(
    'BACKEND_KIND',
    place,
    'this is nothing that could answer',
    got,
    'what lambda(…), http(…), reply(…) or backend(…) makes',
  );
}

function apiFault(place: string, got: unknown): Issue {
  return fault('API_CHOICE', place, 'this is no API type', got, "'auto', 'http' or 'rest'");
}

function fault(code: string, place: string, message: string, got: unknown, allowed: string): Issue {
  return {
    code,
    place,
    message,
    got: shown(got),
    allowed,
    fix: 'write it as allowed, or let the type-checker show the line: npx tsc',
  };
}
